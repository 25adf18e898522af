import {
  behindRouter,
  defineScenario,
  setWayBack,
  turnWayBack,
  webSocket,
  withInnerNetwork,
  withholdErrors,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The server expects the client on another interface, and discards what comes by this one',
  topology: withInnerNetwork(behindRouter(webSocket()), 'server'),
  target: 'ws://server/',
  fault: [withholdErrors('router'), turnWayBack('server')],
  symptom: { at: 'connect', code: 'silence' },
  wire: 'SYN > nothing',
  cause: 'reverse-path-filter',
  clientSees: 'silent',
  twin: 'healthy/icmp-blocked',
  remedy: {
    action: 'fix-route',
    advice:
      'Let the route of the server to the network of the client lead by the interface on which its packets arrive; where both ways are meant, set rp_filter=2 on it.',
    change: setWayBack('server'),
  },
  lesson: {
    why: 'A machine with two interfaces may get a packet by one and have its route back by the other. With rp_filter=1, the default of many distributions, the kernel takes such a source address for forged and discards the packet before any rule of INPUT sees it.',
    tellApart:
      'tcpdump on the server shows the SYN arriving, no rule of a firewall counts it, and TcpExtIPReversePathFilter rises with each. ip route get CLIENT names another interface than the one that tcpdump saw it on.',
    hints: [
      'On the server, do the packets arrive? On which interface? tcpdump -ni any tcp port PORT',
      'Which way would the answer go? ip route get CLIENT',
      'Who counts it? nstat -az TcpExtIPReversePathFilter; sysctl -a -r "\\.rp_filter$"',
    ],
    see: ['RFC 3704, 2.2 and 2.3', 'ip-sysctl.rst, rp_filter', 'ip-route(8)'],
  },
});
