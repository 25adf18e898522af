import type { Neighbour } from '../evidence.ts';
import { readText } from './counters.ts';
import { routeTo } from './route.ts';

/** Flags of arp(7): ATF_COM, the entry has a hardware address; ATF_PERM, it was set by hand. */
const complete = 0x2;
const permanent = 0x4;

interface NeighbourEntry {
  state: 'complete' | 'incomplete' | 'permanent';
  device: string;
}

/**
 * Entry of the target in /proc/net/arp, or else of the gateway towards it. Without `closely`, a stale entry
 * counts as complete too. For IPv6, which has no such file, only unanswered or permanent entries.
 *
 * @param waits the SYN was not retransmitted, since the first is still queued on this machine.
 */
export const readNeighbours = async (
  address: string,
  closely: boolean,
  waits = false,
): Promise<Neighbour[]> => {
  const gateway = routeTo(address)?.gateway;
  if (address.includes(':')) return overIpv6(address, gateway);
  const entries = entriesIn(readText('/proc/net/arp') ?? '');
  const own = entries.get(address);
  if (own !== undefined) {
    const state = closely && own.state === 'complete' ? await stateOf(address) : undefined;
    return [neighbour(address, true, state ?? own.state, own.device)];
  }
  const next = gateway === undefined ? undefined : entries.get(gateway);
  if (gateway === undefined) return [];
  if (next !== undefined) return [neighbour(gateway, false, next.state, next.device)];
  // Nothing was sent to that gateway: a policy rule (ip-rule(8)) selects another table, which no file shows.
  const only = waits ? searchedAlone(entries) : undefined;
  return only === undefined ? [] : [neighbour(only[0], false, 'incomplete', only[1].device)];
};

/** The only unanswered entry; undefined if there are several. */
export const searchedAlone = (
  entries: ReadonlyMap<string, NeighbourEntry>,
): [address: string, entry: NeighbourEntry] | undefined => {
  const searched = [...entries].filter(([, { state }]) => state === 'incomplete');
  return searched.length === 1 ? searched[0] : undefined;
};

const neighbour = (
  address: string,
  isTarget: boolean,
  state: string,
  device: string,
): Neighbour => ({ address, isTarget, state, ...(state === 'permanent' ? { device } : {}) });

export const entriesIn = (text: string): Map<string, NeighbourEntry> => {
  const entries = new Map<string, NeighbourEntry>();
  for (const line of text.split('\n').slice(1)) {
    const [address, , flags, , , device = ''] = line.split(/\s+/);
    if (address === undefined || flags === undefined) continue;
    if (entries.has(address) && (Number(flags) & complete) === 0) continue;
    const known = (Number(flags) & permanent) === 0 ? 'complete' : 'permanent';
    entries.set(address, { state: Number(flags) & complete ? known : 'incomplete', device });
  }
  return entries;
};

const overIpv6 = async (address: string, gateway: string | undefined): Promise<Neighbour[]> => {
  for (const one of [address, ...(gateway === undefined ? [] : [gateway])]) {
    const { device = '', state = '' } = (await entryOf(one)) ?? {};
    if (['incomplete', 'failed', 'permanent'].includes(state))
      return [neighbour(one, one === address, state, device)];
  }
  return [];
};

/**
 * State by ip-neighbour(8), which tells whether the machine has answered lately; /proc/net/arp shows a stale entry
 * as complete too. Undefined if ip(8) is not installed.
 */
const stateOf = async (address: string): Promise<string | undefined> =>
  (await entryOf(address))?.state;

const entryOf = async (
  address: string,
): Promise<{ state: string; device?: string } | undefined> => {
  const { execFile } = await import('node:child_process');
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const family = address.includes(':') ? '-6' : '-4';
  execFile('ip', [family, 'neigh', 'show', 'to', address], { timeout: 300 }, (error, stdout) => {
    resolve(error === null ? stdout : undefined);
  });
  const [, device, state] = /\bdev (\S+).*?\b([A-Z]{4,})\s*$/m.exec((await promise) ?? '') ?? [];
  return state === undefined
    ? undefined
    : { state: state.toLowerCase(), ...(device === undefined ? {} : { device }) };
};
