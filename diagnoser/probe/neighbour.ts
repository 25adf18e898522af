import type { Neighbour } from '../evidence.ts';
import { readText } from './counters.ts';
import { routeTo } from './route.ts';

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
  const gateway = routeTo(address)?.gateway;
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
