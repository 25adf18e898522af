import { behindProxy, defineScenario, webSocket } from '../../harness/index.ts';

export default defineScenario({
  title: 'A proxy in front of the service passes the upgrade to WebSocket on',
  topology: behindProxy('nginx-proxy', webSocket()),
  target: 'ws://server/',
  symptom: 'connected',
  wire: 'SYN > SYN-ACK',
  forms: {
    nginx: {},
    Apache: { topology: behindProxy('apache-proxy', webSocket()) },
    'TLS in front': {
      topology: behindProxy('nginx-proxy', webSocket(), { tls: true }),
      target: 'wss://server/',
    },
    HAProxy: { topology: behindProxy('haproxy', webSocket()) },
  },
  cause: 'none',
  lesson: {
    why: 'The proxy answers with the 101 of the service behind it, and from then on hands bytes to and fro.',
    tellApart:
      'A proxy in the way is no fault: 101 and an answer to the first message are what counts.',
    hints: ['Connect, say something, and see what comes back.'],
    see: ['RFC 6455, 4.1', 'nginx: WebSocket proxying'],
  },
});
