import {
  behindForward,
  defineScenario,
  rebind,
  startService,
  stopService,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The port of the server is forwarded to another machine, and nothing listens there',
  topology: behindForward(webSocket()),
  target: 'ws://server/',
  fault: stopService('other'),
  symptom: { at: 'connect', code: 'ECONNREFUSED' },
  wire: 'SYN > RST',
  cause: 'forwarded-to-closed-port',
  clientSees: 'refusedByTarget',
  twin: 'healthy/forwarded-port',
  remedy: {
    action: 'start-service',
    advice: 'Start the service on the machine, or in the container, that the port is forwarded to.',
    change: startService('other'),
  },
  forms: {
    'nothing behind it': {},
    'on its own loopback': {
      fault: rebind('other', 'loopback'),
      remedy: {
        action: 'listen-on-all-addresses',
        advice:
          'Let the service listen on 0.0.0.0, or :: for IPv6: 127.0.0.1 in a container is the container itself.',
        change: rebind('other', 'all'),
      },
    },
  },
  lesson: {
    why: 'Docker publishes a port, a home router forwards one, and both do it by putting another address into each packet (DNAT). Whoever has that address answers: where the service is not running, has another port, or listens on 127.0.0.1 of its container alone, the kernel there sends a reset, which comes back under the address that the client used.',
    tellApart:
      'From outside it is the reset of a stopped service. On the server nothing listens on the port by itself, and a rule DNAT for it counts while the client tries; ss on the machine or in the container that it leads to shows who listens there.',
    hints: [
      'Does the machine serve the port by itself, or does it hand it on?',
      'Where does the port lead? iptables -t nat -S; docker ps, the column PORTS',
      'In the container: ss -ltn. Is it the port that is forwarded, and on which address?',
    ],
    see: [
      'iptables-extensions(8), DNAT',
      'Docker: Port publishing and mapping',
      'RFC 9293, 3.10.7.1',
    ],
  },
});
