import { amongMachines, defineScenario, webSocket } from '../../harness/index.ts';

export default defineScenario({
  title: 'A connection on which nothing is said for a while, and which lives',
  topology: amongMachines(webSocket()),
  target: 'ws://server/',
  idleMs: 2600,
  symptom: 'connected',
  wire: 'SYN > SYN-ACK > data',
  cause: 'none',
  lesson: {
    why: 'TCP sends nothing where nothing is said: a connection may stand for days without a packet, and be there when it is needed.',
    tellApart:
      'Silence on a connection is a fault only where something was asked. Ask, and see whether an answer comes.',
    hints: ['Nothing comes. Has anything been asked?', 'Send a message, and see.'],
    see: ['RFC 9293, 3.8.4', 'RFC 1122, 4.2.3.6'],
  },
});
