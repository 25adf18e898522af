import {
  amongMachines,
  defineScenario,
  startService,
  stopService,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The service is not running, so nothing listens on the port',
  documented: 'Connection Refuse, 5',
  topology: amongMachines(webSocket()),
  target: 'ws://server/',
  fault: stopService('server'),
  symptom: { at: 'connect', code: 'ECONNREFUSED' },
  wire: 'SYN > RST',
  cause: 'not-listening',
  clientSees: 'refusedByTarget',
  remedy: {
    action: 'start-service',
    advice: 'Start the service, and see to it that it starts again with the machine.',
    change: startService('server'),
  },
  lesson: {
    why: 'A SYN came to a port that no socket listens on. The kernel of the server, which is up and reachable, answers with a reset.',
    tellApart:
      'A refusal proves that the machine is there. On the server, ss -ltn has no line for the port; if the service is on another port, it is the port that is wrong.',
    hints: [
      'The answer came at once. What does that say about the machine, and about the path?',
      'On the server, look for the port: ss -ltn',
    ],
    see: ['RFC 9293, 3.10.7.1', 'ss(8)'],
  },
});
