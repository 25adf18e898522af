import { behindProxy, defineScenario, webSocket } from '../../harness/index.ts';

export default defineScenario({
  title: 'A proxy closes idle connections, and the pings of the service keep this one open',
  topology: behindProxy('nginx-proxy', webSocket({ pingMs: 500 }), { waits: '1' }),
  target: 'ws://server/',
  idleMs: 2600,
  symptom: 'connected',
  wire: 'SYN > SYN-ACK > data',
  cause: 'none',
  lesson: {
    why: 'A ping and its pong are bytes like any others: for a proxy or firewall on the way the connection is not idle, and for the service the client is there.',
    tellApart:
      'Nothing was said for longer than the proxy waits, and the connection still answers.',
    hints: [
      'Was the connection really idle? Look at the packets between the two messages.',
      'Two bytes, 89 00, are a ping; the answer begins with 8a.',
    ],
    see: ['RFC 6455, 5.5.2', 'nginx: WebSocket proxying'],
  },
});
