import { setTimeout as sleep } from 'node:timers/promises';
import type { Recorder } from '../containers/recorder.ts';
import type { OpenLab } from '../run/open-lab.ts';
import type { Packet } from '../witness/pcap.ts';
import type { WireConversation } from '../witness/wire.ts';

/** Reply of fixtures/hosts/watched.ts. */
export interface WatchedLook {
  nowMs: number;
  startedMs: number;
  said: { atMs: number; text: string }[];
  ended?: { atMs: number; code: number | null; signal: string | null };
  received: number;
  processes: number;
  connections: number;
}

/** Sends a request to the program that watches a client. */
export type Tell = (line: object) => Promise<WatchedLook>;

export const looksMs = 100;

/** When the server first sent data, by the packets' clock; undefined if it did not in time. */
export async function whenServed(
  tell: Tell,
  recorder: Recorder,
  meant: ClientConversation,
  { fromMs, forMs }: { fromMs: number; forMs: number },
): Promise<number | undefined> {
  let received = -1;
  for (;;) {
    const seen = await tell({ do: 'look' });
    if (seen.received !== received) {
      received = seen.received;
      const at = servedAt(await recorder.packets(), meant, fromMs);
      if (at !== undefined) return at;
    }
    if (seen.nowMs > fromMs + forMs || seen.ended !== undefined) return undefined;
    await sleep(looksMs);
  }
}

export interface ClientConversation extends WireConversation {
  /** The service sends nothing by itself, so an established connection is all there is to see. */
  isPlain: boolean;
}

export function conversationOf({ placement, session }: OpenLab): ClientConversation {
  const { allAddresses, services, target } = placement;
  return {
    clientAddresses: allAddresses['client'] ?? [],
    serverPort: session.aim.port,
    isPlain: session.aim.scheme === 'tcp' && services[target]?.options?.['greeting'] === undefined,
  };
}

/** When the server first sent data in reply. */
function servedAt(
  packets: readonly Packet[],
  { clientAddresses, serverPort, isPlain }: ClientConversation,
  fromMs: number,
): number | undefined {
  const found = packets.find(
    (one) =>
      one.kind === 'tcp' &&
      one.atMs >= fromMs &&
      one.sourcePort === serverPort &&
      clientAddresses.includes(one.destination) &&
      (one.payloadBytes > 0 || (isPlain && one.flags.includes('SYN'))),
  );
  return found?.atMs;
}
