import {
  behindProxy,
  defineScenario,
  startService,
  stopService,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The proxy in front of the service works, and the service behind it is not running',
  topology: behindProxy('nginx-proxy', webSocket()),
  target: 'ws://server/',
  fault: stopService('backend'),
  symptom: { at: 'upgrade', code: 'HTTP 502' },
  wire: 'SYN > SYN-ACK',
  clientSees: 'answersBadGateway',
  forms: {
    nginx: {},
    HAProxy: {
      topology: behindProxy('haproxy', webSocket()),
      symptom: { at: 'upgrade', code: 'HTTP 503' },
      clientSees: 'answersUnavailable',
    },
  },
  cause: 'bad-gateway',
  twin: 'healthy/websocket-through-nginx',
  remedy: {
    action: 'start-service',
    advice:
      'Start the service; if it runs, compare where it listens with where the proxy leads to.',
    change: startService('backend'),
  },
  lesson: {
    why: 'The client has reached the proxy, and the proxy reaches nobody: the port behind it is refused. nginx says 502 then, HAProxy and Apache 503, and the page is theirs.',
    tellApart:
      'The status comes from the proxy and speaks of what is behind it. From outside a service that is not there looks like one that breaks off; the error log of the proxy has the errno: 111 refused, 110 silence, 104 reset.',
    hints: [
      'Something answered, and it has a name of its own. Is it the service?',
      'In the error log of the proxy: connect() failed (111: Connection refused) while connecting to upstream',
      'On the machine behind it: ss -ltnp',
    ],
    see: ['RFC 9110, 15.6.3', 'nginx: ngx_http_upstream_module'],
  },
});
