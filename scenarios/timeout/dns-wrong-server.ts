import {
  behindRouter,
  correctRecord,
  defineScenario,
  pointName,
  webSocket,
  withholdErrors,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The name still leads to the address of a server that is gone',
  documented: 'Connection Timeout, 5',
  topology: behindRouter(webSocket(), { ways: ['dns'] }),
  target: 'ws://server/',
  fault: [withholdErrors('router'), pointName('resolver', 'nobody')],
  symptom: { at: 'connect', code: 'silence' },
  wire: { client: 'SYN > nothing', server: 'nothing sent' },
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
    why: 'The machine that the name leads to was switched off, or its address given back. Nobody answers the SYN, so it looks just like a firewall, while the server waits at another address.',
    tellApart:
      'Compare the address that the name gives with the server’s own: ip addr. A firewall discards what arrives at the server; here nothing arrives.',
    hints: [
      'To which address does the client send? getent ahosts NAME',
      'Is that an address of the server? On the server: ip addr',
      'What does the resolver say, and for how long may that be kept? dig NAME',
    ],
    see: ['RFC 1035, 3.2.1', 'RFC 2308', 'ip-address(8)'],
  },
});
