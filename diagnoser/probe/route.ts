import type { Route } from '../evidence.ts';
import { readText } from './counters.ts';
import { ipv6Bytes } from '../report/addresses.ts';

/** Route to an address; undefined if there is no /proc/net/route or ipv6_route. */
export const routeTo = (address: string): Route | undefined => {
  const isIpv6 = address.includes(':');
  const table = readText(isIpv6 ? '/proc/net/ipv6_route' : '/proc/net/route');
  if (table === undefined) return undefined;
  return isIpv6 ? wayIn6(table, address) : wayIn(table, address);
};

/** Route flags (linux/ipv6_route.h, linux/route.h): the route rejects; it has a gateway. */
const rejects = 0x200;
const byGateway = 0x2;

/** Like `wayIn`, in the text of /proc/net/ipv6_route: destination, prefix length, …, next hop, flags. */
export const wayIn6 = (table: string, address: string): Route | undefined => {
  const wanted = bitsOf(ipv6Bytes(address));
  let best: { length: number; next: string; flags: number } | undefined;
  for (const line of table.split('\n')) {
    const [to, size, , , next, , , , flags] = line.trim().split(/\s+/);
    if (to === undefined || size === undefined || next === undefined || flags === undefined)
      continue;
    const length = Number.parseInt(size, 16);
    const bits = bitsOf(to.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? []);
    if (!wanted.startsWith(bits.slice(0, length))) continue;
    if (best === undefined || length > best.length)
      best = { length, next, flags: Number.parseInt(flags, 16) };
  }
  if (best === undefined || best.flags & rejects) return { kind: 'none' };
  if (!(best.flags & byGateway)) return { kind: 'on-link' };
  const gateway = new URL(`http://[${best.next.match(/.{4}/g)?.join(':') ?? '::'}]`).hostname;
  return { kind: best.length === 0 ? 'default' : 'route', gateway: gateway.slice(1, -1) };
};

const bitsOf = (bytes: readonly number[]): string =>
  bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('');

/** Route with the longest matching prefix in the text of /proc/net/route (proc_net(5)). */
export const wayIn = (table: string, address: string): Route | undefined => {
  const wanted = asNumber(address);
  if (wanted === undefined) return undefined;
  let best: { mask: number; gateway: number } | undefined;
  for (const line of table.split('\n').slice(1)) {
    const [, destination, gateway, , , , , mask] = line.split(/\s+/);
    if (destination === undefined || gateway === undefined || mask === undefined) continue;
    const bits = swapped(mask);
    if ((wanted & bits) >>> 0 !== (swapped(destination) & bits) >>> 0) continue;
    if (best === undefined || bits > best.mask) best = { mask: bits, gateway: swapped(gateway) };
  }
  if (best === undefined) return { kind: 'none' };
  if (best.gateway === 0) return { kind: 'on-link' };
  const octets = [24, 16, 8, 0].map((shift) => ((best.gateway >>> shift) & 255).toString());
  return { kind: best.mask === 0 ? 'default' : 'route', gateway: octets.join('.') };
};

const asNumber = (address: string): number | undefined => {
  const parts = address.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !(part >= 0 && part <= 255))) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
};

/** Destination, gateway and mask are hexadecimal, in host byte order. */
const swapped = (hex: string): number =>
  Number.parseInt((hex.match(/../g) ?? []).toReversed().join(''), 16) >>> 0;
