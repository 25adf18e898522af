import type { Packet } from './pcap.ts';

/** One packet, and where on its way it was captured. */
export interface Sighting {
  packet: Packet;
  at: 'both' | 'client' | 'server';
}

/**
 * Joins what two hosts captured into one list, in the order of time. A packet that both have is one
 * sighting, with the time of the first. What the path has changed (an address, a port) is another
 * packet: each side's is listed as seen there only.
 */
export function mergeCaptures(client: readonly Packet[], server: readonly Packet[]): Sighting[] {
  const waiting = new Map<string, Packet[]>();
  for (const packet of server)
    waiting.set(keyOf(packet), [...(waiting.get(keyOf(packet)) ?? []), packet]);
  const fromClient = client.map((packet): Sighting => {
    const twin = waiting.get(keyOf(packet))?.shift();
    if (twin === undefined) return { packet, at: 'client' };
    return { packet: packet.atMs <= twin.atMs ? packet : twin, at: 'both' };
  });
  const fromServer = [...waiting.values()]
    .flat()
    .map((packet): Sighting => ({ packet, at: 'server' }));
  return [...fromClient, ...fromServer].toSorted((a, b) => a.packet.atMs - b.packet.atMs);
}

/** All that the path leaves as it is: not the time, and not the time to live. */
const keyOf = (packet: Packet): string => JSON.stringify({ ...packet, atMs: 0, ttl: 0 });
