import type { Packet } from './pcap.ts';

/** A packet and where it was captured. */
export interface Sighting {
  packet: Packet;
  at: 'both' | 'client' | 'server';
}

/**
 * Merges the captures of two hosts into one list, in order of time. A packet captured at both is one sighting, with
 * the earlier time. A packet modified on the path (address, port) counts as two, each seen at one side only.
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

/** Identity of a packet: all that the path does not change, so without capture time and TTL. */
const keyOf = (packet: Packet): string => JSON.stringify({ ...packet, atMs: 0, ttl: 0 });
