import { client, defineScenario, lan, server, webSocket } from '../../harness/index.ts';

export default defineScenario({
  title: 'The service takes most of a second for its first answer, and works',
  topology: lan({ client: client(), server: server(webSocket({ delayMs: 700 })) }),
  target: 'ws://server/',
  symptom: 'connected',
  wire: 'SYN > SYN-ACK',
  cause: 'none',
  lesson: {
    why: 'A service may have to ask others before it answers. The kernel accepts at once, so the connection stands long before.',
    tellApart: 'What comes late is no silence: the answer is there, whole and right.',
    hints: ['Wait a little longer than you like to.'],
    see: ['RFC 9293, 3.8.3'],
  },
});
