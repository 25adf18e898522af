import {
  amongMachines,
  defineScenario,
  listenOnIpv6,
  rebind,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The service listens on IPv6 only, and the client uses IPv4',
  topology: amongMachines(webSocket()),
  target: 'ws://server/',
  fault: listenOnIpv6('server'),
  symptom: { at: 'connect', code: 'ECONNREFUSED' },
  wire: 'SYN > RST',
  cause: 'ipv6-only-bind',
  clientSees: 'refusedByTarget',
  remedy: {
    action: 'listen-on-all-addresses',
    advice: 'Listen on IPv4 as well: on 0.0.0.0, or on :: without IPV6_V6ONLY.',
    change: rebind('server', 'all'),
  },
  lesson: {
    why: 'A socket of :: takes IPv4 as well, unless it is told not to: by the program (nginx does so for [::]:80), or by net.ipv6.bindv6only for all that do not say. Then the kernel finds no listener for a SYN over IPv4, and answers with a reset.',
    tellApart:
      'On the server the port has a listener of ::, and the client is refused all the same. ss shows [::] for a socket of IPv6 alone, and * for one of both.',
    hints: [
      'The service runs, and listens on all addresses. Of which family?',
      'Does it answer over IPv6? nc -6zv SERVER PORT',
      'On the server: ss -ltne, and look for v6only:1',
    ],
    see: ['ipv6(7), IPV6_V6ONLY', 'RFC 3493, 5.3', 'ngx_http_core_module, listen, ipv6only'],
  },
});
