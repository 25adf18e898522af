import {
  behindProxy,
  configure,
  configureRight,
  defineScenario,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'A load balancer sends a PROXY protocol header to a server that does not know it',
  topology: behindProxy('haproxy', webSocket()),
  target: 'ws://server/',
  fault: configure('server', { tells: 'v1' }),
  symptom: { at: 'upgrade', code: 'HTTP 400' },
  wire: 'SYN > SYN-ACK',
  forms: {
    'version 1': {},
    'version 2': { fault: configure('server', { tells: 'v2' }) },
  },
  cause: 'proxy-protocol-unexpected',
  remedy: {
    action: 'agree-on-proxy-protocol',
    advice: 'Take send-proxy from the server line of HAProxy, or let the server expect the header.',
    change: configureRight('server'),
  },
  lesson: {
    why: 'The balancer says in a line of its own who the client is, and sends it as soon as the connection stands. A server that does not know it reads a request that is none, and answers 400.',
    tellApart: 'The 400 comes before the client has asked for anything, and whatever it asks for.',
    hints: [
      'Which request was bad? Say nothing, and see whether the answer comes all the same.',
      'nc SERVER PORT </dev/null',
      'Look at what the balancer sends: tcpdump on the side of the server',
    ],
    see: ['HAProxy: The PROXY protocol, 2.1', 'nginx: listen, proxy_protocol'],
  },
});
