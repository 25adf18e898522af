import {
  behindProxy,
  configure,
  configureRight,
  defineScenario,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'A proxy in front of the service closes a WebSocket on which nothing was said for a while',
  topology: behindProxy('nginx-proxy', webSocket(), { waits: '30' }),
  target: 'ws://server/',
  fault: configure('server', { waits: '1' }),
  idleMs: 2600,
  symptom: { at: 'stay', code: 'close 1006' },
  wire: 'SYN > SYN-ACK > data > FIN',
  forms: {
    nginx: {},
    HAProxy: { topology: behindProxy('haproxy', webSocket(), { waits: '30' }) },
  },
  cause: 'closed-when-idle',
  twin: 'healthy/pings-answered',
  remedy: {
    action: 'keep-idle-longer',
    advice:
      'Let the client or the service send a ping more often than that; or let the proxy wait for longer: proxy_read_timeout of nginx, timeout tunnel of HAProxy.',
    change: configureRight('server'),
  },
  lesson: {
    why: 'A proxy waits for a limited time for the next bytes, and takes a connection on which none come for one that is dead: 60 s in nginx by default, as configured in HAProxy. It closes both sides, without a close frame.',
    tellApart:
      'A connection on which nothing is said ends with a FIN after the same time, to the second; one that is busy lives, and so does an idle one past the proxy. A firewall that forgets a connection sends nothing.',
    hints: [
      'Who ended the connection, and was anything asked at that time?',
      'Leave a connection alone for longer and longer. After how long does it end? 60 s is the default of nginx.',
      'Is there a proxy in front of the service? Connect past it, and wait.',
    ],
    see: ['nginx: proxy_read_timeout', 'HAProxy: timeout tunnel', 'RFC 6455, 5.5.2'],
  },
});
