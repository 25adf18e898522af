import {
  behindRouter,
  defineScenario,
  setWayBack,
  turnWayBack,
  webSocket,
  withholdErrors,
  withInnerNetwork,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The server expects the client on another interface, and discards what it sends',
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
      'Give the server a route to the network of the client through the interface by which it comes in; where both ways are meant, rp_filter=2.',
    change: setWayBack('server'),
  },
  lesson: {
    why: 'With rp_filter=1 Linux asks of each packet which way its answer would go, and discards it where that is another interface than the one by which it came: such a source may be forged. A server on two networks whose route to the client leads by the other one discards all that the client sends.',
    tellApart:
      'A capture on the server shows the SYN, no rule counts it, and no connection is half open. The counter of the reverse path filter rises with each attempt.',
    hints: [
      'On the server, do the packets arrive, and by which interface? tcpdump -ni any tcp port PORT',
      'Which way would the answer go? ip route get CLIENT',
      'Does a counter rise while you try? nstat -az TcpExtIPReversePathFilter',
    ],
    see: ['RFC 3704, 2.2', 'Documentation/networking/ip-sysctl.rst, rp_filter', 'ip-route(8)'],
  },
});
