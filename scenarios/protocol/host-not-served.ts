import { behindProxy, defineScenario, useHost, webSocket } from '../../harness/index.ts';

export default defineScenario({
  title: 'The web server does not serve the name by which the client asks',
  topology: {
    ...behindProxy('nginx-proxy', webSocket(), { only: '*.test', otherwise: '421' }),
    ways: ['hosts-file'],
  },
  target: 'ws://server/',
  fault: useHost('client', 'server', 'address'),
  symptom: { at: 'upgrade', code: 'HTTP 421' },
  wire: 'SYN > SYN-ACK',
  cause: 'host-not-served',
  remedy: {
    action: 'use-right-address',
    advice: 'Connect by the name that the server has the service under.',
    change: useHost('client', 'server', 'name'),
  },
  lesson: {
    why: 'Many names share an address, and a web server chooses by the header Host. For a name that it does not know, or a bare address, it has a default: a page of somebody else, 404, 403, 421, or it hangs up.',
    tellApart: 'By another name the same request to the same address is accepted.',
    hints: [
      'By which name does the client ask, and which does the server know?',
      'curl -i -H "Host: NAME" http://ADDRESS:PORT/',
      'server_name in nginx, ServerAlias in Apache',
    ],
    see: ['RFC 9110, 7.2 and 15.5.20', 'nginx: Server names'],
  },
});
