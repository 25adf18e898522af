import {
  behindProxy,
  configure,
  configureRight,
  defineScenario,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The server expects a PROXY protocol header, and the client comes by itself',
  topology: behindProxy('nginx-proxy', webSocket()),
  target: 'ws://server/',
  fault: configure('server', { expects: 'proxy-protocol' }),
  symptom: { at: 'upgrade', code: 'ECONNRESET' },
  wire: 'SYN > SYN-ACK > data > FIN',
  cause: 'proxy-protocol-expected',
  remedy: {
    action: 'agree-on-proxy-protocol',
    advice:
      'Take proxy_protocol out of the listen of nginx, or let what stands in front send the header.',
    change: configureRight('server'),
  },
  lesson: {
    why: 'A load balancer hides who asks. With the PROXY protocol it says so in a line before all else, if both sides are set to it. A server that waits for that line takes a client that comes by itself for broken, and hangs up.',
    tellApart:
      'The connection is ended at the first bytes. With a header before the same request it answers.',
    hints: [
      'It hangs up at the first bytes. What does it expect?',
      'In the error log of nginx: broken header while reading PROXY protocol',
      'curl --haproxy-protocol http://SERVER:PORT/',
    ],
    see: ['HAProxy: The PROXY protocol, 2.1', 'nginx: listen, proxy_protocol'],
  },
});
