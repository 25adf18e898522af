import { existsSync } from 'node:fs';
import type { HostSpec } from './protocol.ts';
import { ownTable } from './connection-table.ts';

/** A kernel that was booted without it has no such parameters to set. */
export const hasIpv6 = existsSync('/proc/sys/net/ipv6');

/** What a booting host runs, one folder above its root: its kernel parameters, addresses and routes. */
export function networkScript(spec: HostSpec, ipv6 = hasIpv6): string {
  const links = spec.interfaces.flatMap(({ addresses }, index) => [
    ...addresses.map((address) => `addr add ${address} dev eth${index}`),
    `link set eth${index} up`,
  ]);
  const routes = spec.routes.map((route) => `route add ${route}`);
  const sysctls = Object.entries({
    'net.ipv4.ping_group_range': '0 65535',
    // Duplicate address detection would keep an IPv6 address unusable for a second (RFC 4862, 5.4).
    // The greater of both counts (ip-sysctl.rst), and an interface that is there has its own already.
    'net.ipv6.conf.all.accept_dad': '0',
    // What is sent or remembered by and by would tell how old the lab is.
    'net.ipv4.tcp_no_metrics_save': '1',
    ...ownTable,
    ...Object.fromEntries(
      spec.interfaces.flatMap((_, index) =>
        Object.entries({
          accept_dad: '0',
          router_solicitations: '0',
          mldv2_unsolicited_report_interval: '0',
        }).map(([name, value]) => [`net.ipv6.conf.eth${index}.${name}`, value]),
      ),
    ),
    ...spec.sysctls,
  }).filter(([name]) => ipv6 || !name.startsWith('net.ipv6.'));
  return [
    ...sysctls.map(
      ([name, value]) => `echo '${value}' > root/proc/sys/${name.replaceAll('.', '/')}`,
    ),
    "ip -batch - <<'END'",
    'link set lo up',
    ...links,
    ...routes,
    'END',
    '',
  ].join('\n');
}
