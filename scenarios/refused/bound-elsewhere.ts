import {
  amongMachines,
  defineScenario,
  listenElsewhere,
  rebind,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The service listens on one address of the server, and the client uses another',
  topology: amongMachines(webSocket()),
  target: 'ws://server/',
  fault: listenElsewhere('server'),
  symptom: { at: 'connect', code: 'ECONNREFUSED' },
  wire: 'SYN > RST',
  cause: 'bound-elsewhere',
  clientSees: 'refusedByTarget',
  remedy: {
    action: 'listen-on-all-addresses',
    advice: 'Listen on 0.0.0.0, or on the address that clients use.',
    change: rebind('server', 'all'),
  },
  lesson: {
    why: 'A socket that is bound to one address takes only what is sent to that one. For a SYN to any other address of the machine the kernel finds no listener, and answers with a reset.',
    tellApart:
      'On the server the port has a listener, and its address is neither a wildcard nor the one that the client uses.',
    hints: [
      'The service runs. Where does it listen?',
      'On the server: ss -ltn, the column Local Address',
    ],
    see: ['bind(2)', 'RFC 9293, 3.10.7.1'],
  },
});
