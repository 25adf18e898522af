import type { Neighbour } from '../evidence.ts';
import { readText } from './counters.ts';

/** arp(7): ATF_COM, the entry has a hardware address. */
const complete = 0x2;

/**
 * The target's entry in /proc/net/arp, else that of the gateway towards it. IPv4 only. Without
 * `closely`, an old entry is called complete as well.
 */
export const readNeighbours = async (address: string, closely: boolean): Promise<Neighbour[]> => {
  const entries = entriesIn(readText('/proc/net/arp') ?? '');
  const own = entries.get(address);
  if (own !== undefined) {
    const state = closely && own ? await stateOf(address) : undefined;
    return [{ address, isTarget: true, state: state ?? (own ? 'complete' : 'incomplete') }];
  }
  const gateway = gatewayTo(address, readText('/proc/net/route') ?? '');
  const next = gateway === undefined ? undefined : entries.get(gateway);
  if (gateway === undefined || next === undefined) return [];
  return [{ address: gateway, isTarget: false, state: next ? 'complete' : 'incomplete' }];
};

const entriesIn = (text: string): Map<string, boolean> => {
  const entries = new Map<string, boolean>();
  for (const line of text.split('\n').slice(1)) {
    const [address, , flags] = line.split(/\s+/);
    if (address === undefined || flags === undefined) continue;
    entries.set(address, (entries.get(address) ?? false) || (Number(flags) & complete) !== 0);
  }
  return entries;
};

/** /proc/net/route: destination, gateway and mask are hexadecimal in the order of the host. */
export const gatewayTo = (address: string, routes: string): string | undefined => {
  const wanted = asNumber(address);
  if (wanted === undefined) return undefined;
  let best: { mask: number; gateway: number } | undefined;
  for (const line of routes.split('\n').slice(1)) {
    const [, destination, gateway, , , , , mask] = line.split(/\s+/);
    if (destination === undefined || gateway === undefined || mask === undefined) continue;
    const bits = swapped(mask);
    if ((wanted & bits) >>> 0 !== (swapped(destination) & bits) >>> 0) continue;
    if (best === undefined || bits > best.mask) best = { mask: bits, gateway: swapped(gateway) };
  }
  if (best === undefined || best.gateway === 0) return undefined;
  return [24, 16, 8, 0].map((shift) => ((best.gateway >>> shift) & 255).toString()).join('.');
};

const asNumber = (address: string): number | undefined => {
  const parts = address.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !(part >= 0 && part <= 255))) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
};

const swapped = (hex: string): number =>
  Number.parseInt((hex.match(/../g) ?? []).toReversed().join(''), 16) >>> 0;

/**
 * /proc/net/arp calls an old entry complete as well; only ip-neighbour(8) tells whether the
 * machine has answered lately. Undefined where there is no ip(8).
 */
const stateOf = async (address: string): Promise<string | undefined> => {
  const { execFile } = await import('node:child_process');
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  execFile('ip', ['neigh', 'show', 'to', address], { timeout: 300 }, (error, stdout) => {
    resolve(error === null ? /\b([A-Z]{4,})\s*$/m.exec(stdout)?.[1]?.toLowerCase() : undefined);
  });
  return promise;
};
