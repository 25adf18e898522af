import { behindProxy, defineScenario, odd, serve, webSocket } from '../../harness/index.ts';

export default defineScenario({
  title:
    'The proxy in front of the service reaches it, and the service ends the connection unanswered',
  topology: behindProxy('nginx-proxy', webSocket()),
  target: 'ws://server/',
  fault: serve('backend', odd('close', 'asked')),
  symptom: { at: 'upgrade', code: 'HTTP 502' },
  wire: 'SYN > SYN-ACK',
  clientSees: 'answersBadGateway',
  forms: {
    'nginx, closed': {},
    'nginx, reset': { fault: serve('backend', odd('reset', 'asked')) },
  },
  cause: 'upstream-closes',
  twin: 'healthy/websocket-through-nginx',
  remedy: {
    action: 'mend-service',
    advice: 'See in the log of the service why it ended the connection, and mend that.',
    change: serve('backend', webSocket()),
  },
  lesson: {
    why: 'A service that dies at a request, closes when it is idle, or speaks another protocol than the proxy leaves it without a response. The proxy has to say something, and says 502.',
    tellApart:
      'To the client it is the same 502 as for a service that is not there. The error log of the proxy says "upstream prematurely closed connection" or "recv() failed (104)", and not "connect() failed".',
    hints: [
      'Read the error log of the proxy: at which step did it fail?',
      'Ask the service past the proxy: curl -i http://BACKEND:PORT/',
    ],
    see: ['RFC 9110, 15.6.3', 'nginx: ngx_http_upstream_module'],
  },
});
