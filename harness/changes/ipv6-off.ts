import type { Placement } from '../topology/place.ts';
import { shell, type Change, type Step } from './change.ts';
import { setSysctl } from './sysctl.ts';

/** Applies to all interfaces, future ones too (ip-sysctl.rst, conf/all/disable_ipv6). */
const name = 'net.ipv6.conf.all.disable_ipv6';

/** Disabling IPv6 removed the interfaces' addresses and routes; they are set again. */
const on = (host: string, { lab }: Placement): Step[] => {
  const { interfaces = [], routes = [] } = lab.hosts.find((each) => each.name === host) ?? {};
  const isIpv6 = (text: string): boolean => text.includes(':');
  const addresses = interfaces.flatMap(({ addresses: own }, index) =>
    own.filter(isIpv6).map((address) => `ip -6 address replace ${address} dev eth${index}`),
  );
  const ways = routes.filter(isIpv6).map((route) => `ip -6 route replace ${route}`);
  const lines = [...addresses, ...ways];
  return [
    setSysctl(host, name, '0'),
    ...(lines.length === 0 ? [] : [shell(host, lines.join(' && '))]),
  ];
};

/** Disables IPv6 on a host. */
export const switchOffIpv6 = <const H extends string>(host: H): Change<H> => ({
  verb: 'switchOffIpv6',
  on: host,
  says: 'IPv6 is switched off on the host',
  apply: () => [setSysctl(host, name, '1')],
  undo: (placement) => on(host, placement),
});

/** Enables IPv6 on a host, with its addresses and routes. */
export const switchOnIpv6 = <const H extends string>(host: H): Change<H> => ({
  verb: 'switchOnIpv6',
  on: host,
  says: 'IPv6 is switched on on the host',
  apply: (placement) => on(host, placement),
  undo: () => [setSysctl(host, name, '1')],
});
