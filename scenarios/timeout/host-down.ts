import {
  behindRouter,
  defineScenario,
  renumber,
  useHost,
  webSocket,
  withholdErrors,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'No machine answers at the address, and the router in front of it says nothing',
  documented: 'Connection Timeout, 4',
  topology: behindRouter(webSocket()),
  target: 'ws://server/',
  fault: [withholdErrors('router'), renumber('server')],
  symptom: { at: 'connect', code: 'silence' },
  wire: { client: 'SYN > nothing', server: 'nothing sent' },
  cause: 'host-down',
  clientSees: 'silent',
  twin: 'healthy/icmp-blocked',
  remedy: {
    action: 'start-host',
    advice: 'Start the machine that has the address, or use the address of one that runs.',
    change: useHost('client', 'server', 'new address'),
  },
  lesson: {
    why: 'The last router asks its network who has the address, and nobody does: the machine is off, was moved, or never was. It may say so, three seconds later, with ICMP host unreachable; many routers are set to say nothing, and then it is silence like any other.',
    tellApart:
      'Nothing at all answers: no other port, no ping, no UDP port. A firewall can do that too. Whoever reaches the machine by another way sees the difference: it is off, or it has another address.',
    hints: [
      'Is the machine alive at all? Try something else on it.',
      'Is there another way to it, such as the console of the cloud? Does it run?',
      'Compare its addresses with the one that the client uses: ip addr show',
    ],
    see: ['RFC 1812, 5.2.7.1', 'RFC 1122, 3.2.2.1', 'arp(7)'],
  },
});
