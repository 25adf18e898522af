import {
  amongMachines,
  correctRecord,
  defineScenario,
  pointName,
  usePort,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The name leads to the old server, and the client uses a port that neither server has',
  topology: amongMachines(webSocket(), { ways: ['dns'] }),
  target: 'ws://server/',
  fault: pointName('resolver', 'other'),
  symptom: { at: 'connect', code: 'ECONNREFUSED' },
  wire: { client: 'SYN > RST', server: 'nothing sent' },
  cause: 'dns-wrong-server',
  remedy: {
    action: 'correct-record',
    advice:
      'Give the record of the name the address of the server. Resolvers go on with the old one until its time to live is over.',
    change: correctRecord('resolver'),
    settlesMs: 1100,
  },
  beneath: [
    {
      fault: usePort('client', 'unused'),
      symptom: { at: 'connect', code: 'ECONNREFUSED' },
      wire: 'SYN > RST',
      cause: 'wrong-port',
      clientSees: 'refusedByTarget',
      remedy: {
        action: 'use-right-port',
        advice: 'Connect to the port on which the service listens.',
        change: usePort('client', 'right'),
      },
    },
  ],
  lesson: {
    why: 'The old server has nothing on the port and refuses. The new one, once the record is right, has nothing on that port either, and refuses in the same words: it seems as if the record changed nothing.',
    tellApart:
      'The errno is the same, and the address in the error is another. A capture on the server is empty before the record is right, and holds SYN and RST after it.',
    hints: [
      'Compare the whole error before and after the record was changed. What differs?',
      'To which address does the client send, and is that one of the server? On the server: ip addr',
      'On the server, on which ports does anything listen? ss -ltnp',
    ],
    see: ['RFC 1035, 3.2.1', 'RFC 9293, 3.10.7.1', 'ss(8)'],
  },
});
