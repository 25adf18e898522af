import { behindProxy, defineScenario, usePath, webSocket } from '../../harness/index.ts';

export default defineScenario({
  title: 'The server speaks WebSocket at another path than the one that the client asks for',
  topology: behindProxy('nginx-proxy', webSocket(), { path: '/ws' }),
  target: 'ws://server/ws',
  fault: usePath('client', '/live'),
  symptom: { at: 'upgrade', code: 'HTTP 404' },
  wire: 'SYN > SYN-ACK',
  forms: {
    'behind nginx': {},
    'by the service itself, behind HAProxy': {
      topology: behindProxy('haproxy', webSocket({ path: '/ws' })),
      symptom: { at: 'upgrade', code: 'HTTP 400' },
    },
    'at a path that nobody guesses': {
      topology: behindProxy('nginx-proxy', webSocket(), { path: '/e5/feed' }),
      target: 'ws://server/e5/feed',
      clientSees: 'answersBehindProxy',
    },
  },
  cause: 'wrong-path',
  remedy: {
    action: 'use-right-url',
    advice: 'Connect to the path at which the service has its WebSocket.',
    change: usePath('client', 'right'),
  },
  lesson: {
    why: 'One port has many paths, and WebSocket is at one of them. For any other the server has nothing: nginx and most frameworks say 404, the library ws 400.',
    tellApart:
      'The server answers, so host and port are right. At the right path the same request gets 101; a server without WebSocket gives it at no path.',
    hints: [
      'Not found: what exactly was looked for?',
      'Which path has the documentation of the service, and which the client?',
      'Try some: /, /ws, /websocket, /socket.io/',
    ],
    see: ['RFC 6455, 3', 'RFC 9110, 15.5.5'],
  },
});
