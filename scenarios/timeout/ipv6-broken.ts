import {
  breakIpv6,
  client,
  correctRecord,
  defineScenario,
  routed,
  router,
  server,
  tryFirstAddress,
  webSocket,
  withResolver,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The name has an IPv6 address beside one of IPv4, and IPv6 leads nowhere',
  topology: withResolver(
    routed({ client: client(), router: router(), server: server(webSocket()) }),
  ),
  target: 'ws://server/',
  fault: [tryFirstAddress('client'), breakIpv6('client', 'router', 'resolver')],
  symptom: { at: 'connect', code: 'silence' },
  wire: { client: 'SYN > nothing', server: 'nothing sent' },
  cause: 'ipv6-broken',
  twin: 'healthy/ipv6-broken-ipv4-works',
  remedy: {
    action: 'correct-record',
    advice:
      'Take the AAAA record out, or let the service be reached over IPv6: its listener, its firewall and the routes.',
    change: correctRecord('resolver'),
    settlesMs: 1500,
  },
  lesson: {
    why: 'A client that has an IPv6 address sorts those of a name by RFC 6724, IPv6 first. Where IPv6 is lost on the way, a client that tries the first address alone waits for it in vain, while others reach the service over IPv4.',
    tellApart:
      'Over IPv4 the same port answers. Clients without IPv6 have no trouble, nor have browsers, which try both.',
    hints: [
      'How many addresses has the name, and of which families? getent ahosts NAME',
      'nc -4zv NAME PORT; nc -6zv NAME PORT',
      'Does anything answer over IPv6? ping -6 NAME',
    ],
    see: ['RFC 6724', 'RFC 8305', 'gai.conf(5)'],
  },
});
