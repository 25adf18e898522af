import {
  behindProxy,
  configure,
  configureRight,
  defineScenario,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'A proxy in front of the service passes the request on without its upgrade to WebSocket',
  topology: behindProxy('nginx-proxy', webSocket()),
  target: 'ws://server/',
  fault: configure('server', { upgrade: 'stripped' }),
  symptom: { at: 'upgrade', code: 'HTTP 426' },
  wire: 'SYN > SYN-ACK',
  forms: {
    nginx: {},
    Apache: { topology: behindProxy('apache-proxy', webSocket()) },
    'TLS in front': {
      topology: behindProxy('nginx-proxy', webSocket(), { tls: true }),
      target: 'wss://server/',
    },
  },
  cause: 'upgrade-stripped',
  twin: 'healthy/websocket-through-nginx',
  remedy: {
    action: 'pass-upgrade',
    advice:
      'In the location of nginx: proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade"; with Apache: ProxyPass … upgrade=websocket.',
    change: configureRight('server'),
  },
  lesson: {
    why: 'Upgrade and Connection are for the next hop alone: a proxy leaves them out of what it sends on unless it is told otherwise. The service gets an ordinary request and asks for an upgrade, of a client that asked for nothing else.',
    tellApart:
      'The service speaks WebSocket: past the proxy, on its own port, the same request gets 101. 426, or 400 with the version of WebSocket that the client has sent, come from a server that did not see the upgrade.',
    hints: [
      'The server asks for what the client asked for. Who stands between the two?',
      'Which server names itself in the answer: curl -i -H "Connection: Upgrade" -H "Upgrade: websocket" …',
      'Ask the service past the proxy, on its own port.',
    ],
    see: ['RFC 9110, 7.6.1 and 7.8', 'nginx: WebSocket proxying', 'Apache: mod_proxy, upgrade='],
  },
});
