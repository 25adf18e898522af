import { behindProxy, defineScenario, odd, serve, webSocket } from '../../harness/index.ts';

export default defineScenario({
  title: 'The proxy in front of the service waits for its answer in vain',
  topology: behindProxy('nginx-proxy', webSocket()),
  target: 'ws://server/',
  fault: serve('backend', odd('mute')),
  symptom: { at: 'upgrade', code: 'HTTP 504' },
  wire: 'SYN > SYN-ACK',
  forms: {
    nginx: {},
    HAProxy: { topology: behindProxy('haproxy', webSocket()) },
  },
  cause: 'gateway-timeout',
  twin: 'healthy/slow-answer',
  remedy: {
    action: 'mend-service',
    advice: 'See what keeps the service from answering, and mend that.',
    change: serve('backend', webSocket()),
  },
  lesson: {
    why: 'The proxy hands the request on and waits for as long as it is set to (nginx: proxy_read_timeout, 60 s by default). Then it answers by itself.',
    tellApart:
      'The 504 comes after a round time that somebody has set: 30 s, 60 s. A service that merely takes long answers past the proxy.',
    hints: [
      'How long did the answer take, and who has such a timeout?',
      'Ask the service past the proxy, and wait longer than the proxy does.',
    ],
    see: ['RFC 9110, 15.6.5', 'nginx: proxy_read_timeout'],
  },
});
