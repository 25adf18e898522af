import {
  client,
  defineScenario,
  routed,
  router,
  server,
  switchOffIpv6,
  switchOnIpv6,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The server has an IPv6 address alone, and IPv6 is switched off on the client',
  topology: routed({ client: client(), router: router(), server: server(webSocket()) }),
  target: 'ws://server/',
  // A program with traffic of its own would listen on the address that is gone.
  vary: { ipVersion: [6], noise: ['none', 'none', 'rules', 'listeners', 'connections'] },
  fault: switchOffIpv6('client'),
  symptom: { at: 'local', code: 'EADDRNOTAVAIL' },
  wire: 'nothing sent',
  cause: 'ipv6-off',
  twin: 'healthy/ipv6-off',
  remedy: {
    action: 'switch-on-ipv6',
    advice:
      'Take net.ipv6.conf.all.disable_ipv6 = 1 out of /etc/sysctl.conf, set it to 0, and let the network be configured anew.',
    change: switchOnIpv6('client'),
  },
  lesson: {
    why: 'A list of settings for speed or for safety has switched IPv6 off, and nobody missed it as long as everything had an IPv4 address. connect(2) to an IPv6 address finds no address of its own to send from.',
    tellApart:
      'The error is that of a client without local ports, and the address in it has colons. It comes with the first connection, to every server, and services with an IPv4 address work.',
    hints: [
      'Did a packet leave the client at all? Which family has the address?',
      'Has the client an address of that family? ip -6 addr',
      'sysctl net.ipv6.conf.all.disable_ipv6; a kernel that was booted with ipv6.disable=1 says EAFNOSUPPORT',
    ],
    see: ['ip-sysctl.rst, disable_ipv6', 'connect(2), EADDRNOTAVAIL', 'RFC 6724, 5'],
  },
});
