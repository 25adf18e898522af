import { amongMachines, defineScenario, useHost, webSocket } from '../../harness/index.ts';

export default defineScenario({
  title: 'The client connects to another machine, which is up and does not run the service',
  documented: 'Connection Refuse, 2',
  topology: amongMachines(webSocket(), {
    ways: ['address', 'address', 'hosts-file', 'dns'],
  }),
  target: 'ws://server/',
  fault: useHost('client', 'other', 'address or name'),
  symptom: { at: 'connect', code: 'ECONNREFUSED' },
  wire: { client: 'SYN > RST', server: 'nothing sent' },
  cause: 'wrong-host',
  remedy: {
    action: 'use-right-address',
    advice: 'Connect to the address, or the name, of the machine that runs the service.',
    change: useHost('client', 'server', 'address'),
  },
  lesson: {
    why: 'The machine at that address is up, so its kernel answers at once, and with a reset, since nothing listens on the port there. The service is well, on a machine that never hears of the client.',
    tellApart:
      'Compare the address in the error with the addresses of the server. A capture on the server stays empty while the client is refused: somebody else refuses it.',
    hints: [
      'The refusal came from a machine. From the one that you mean?',
      'Which address does the error name, and which has the server? ip addr show',
      'On the server, watch while the client tries: tcpdump -n tcp port PORT',
    ],
    see: ['RFC 9293, 3.10.7.1', 'connect(2), ECONNREFUSED', 'ip-address(8)'],
  },
});
