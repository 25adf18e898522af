import {
  amongMachines,
  correctRecord,
  defineScenario,
  pointName,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The name still leads to the old server, which lives and no longer has the service',
  documented: 'Connection Refuse, 3',
  topology: amongMachines(webSocket(), { ways: ['dns'] }),
  target: 'ws://server/',
  fault: pointName('resolver', 'other'),
  symptom: { at: 'connect', code: 'ECONNREFUSED' },
  wire: { client: 'SYN > RST', server: 'nothing sent' },
  cause: 'dns-wrong-server',
  twin: 'healthy/right-name',
  remedy: {
    action: 'correct-record',
    advice:
      'Give the record of the name the address of the server. Resolvers go on with the old one until its time to live is over.',
    change: correctRecord('resolver'),
    settlesMs: 1100,
  },
  lesson: {
    why: 'The service moved, and its name did not. The client asks the resolver, believes the answer, and knocks at a machine that is well and has nothing on that port: its kernel answers with a reset.',
    tellApart:
      'Nothing arrives at the server while the client is refused, and the address that the name gives is none of the server’s own.',
    hints: [
      'Who refused? Compare the address in the error with the address of the server.',
      'What does the resolver say, and for how long may that be kept? dig NAME',
      'On the server, does the SYN arrive at all? tcpdump -n tcp port PORT',
    ],
    see: ['RFC 1035, 3.2.1', 'RFC 2308', 'RFC 9293, 3.10.7.1'],
  },
});
