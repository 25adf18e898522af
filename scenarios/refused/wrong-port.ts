import { amongMachines, defineScenario, usePort, webSocket } from '../../harness/index.ts';

export default defineScenario({
  title: 'The service runs, but the client connects to another port',
  documented: 'Connection Refuse, 1',
  topology: amongMachines(webSocket()),
  target: 'ws://server/',
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
  lesson: {
    why: 'A port is a door of one program. Nobody is behind the door that the client knocks at, and the kernel says so with a reset, although the service is well two doors further.',
    tellApart:
      'On the server the service is in the list of listeners, with another port than the one in the URL.',
    hints: [
      'Is the service that you mean running at all?',
      'Compare the port in the URL with the port beside the process: ss -ltnp',
    ],
    see: ['RFC 9293, 3.10.7.1', 'ss(8)'],
  },
});
