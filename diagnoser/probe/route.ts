import type { Route } from '../evidence.ts';
import { readText } from './counters.ts';

/** The way to an IPv4 address; undefined for another one, and where there is no /proc/net/route. */
export const routeTo = (address: string): Route | undefined => {
  const table = readText('/proc/net/route');
  return table === undefined ? undefined : wayIn(table, address);
};

/** The longest prefix that holds the address, in the text of /proc/net/route (proc_net(5)). */
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

/** Destination, gateway and mask are hexadecimal in the order of the host. */
const swapped = (hex: string): number =>
  Number.parseInt((hex.match(/../g) ?? []).toReversed().join(''), 16) >>> 0;
