import { StreamWords } from '../../harness/witness/stream-words.ts';
import { labelOf } from '../../harness/witness/wire-ladder.ts';
import type { Packet } from '../../harness/witness/pcap.ts';
import type { ShellRole } from '../../harness/lesson/shell.ts';

/** A packet as the page shows it. */
export interface Passed {
  /** Where it was captured. */
  at: ShellRole;
  /** Minutes and seconds of the clock: `03:07.123`. */
  time: string;
  source: string;
  destination: string;
  label: string;
}

const kept = 60;

/** Frequent loopback traffic of a host; packets with a payload are shown. */
const isEmptyOwn = (packet: Packet): boolean =>
  packet.kind === 'tcp' && packet.source === packet.destination && packet.payloadBytes === 0;

/** The last packets at each captured host. */
export class PacketLog {
  readonly passed: Record<ShellRole, Passed[]> = { client: [], server: [] };
  private words = { client: new StreamWords(), server: new StreamWords() };
  private readonly listeners = new Set<(at: ShellRole) => void>();

  listen(listener: (at: ShellRole) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  add(at: ShellRole, packets: readonly Packet[]): void {
    const lines = packets
      .filter((packet) => !isEmptyOwn(packet))
      .map((packet): Passed => {
        const { atMs, source, destination } = packet;
        const time = new Date(atMs).toISOString().slice(14, 23);
        return { at, time, source, destination, label: labelOf(packet, this.words[at]) };
      });
    this.passed[at] = [...this.passed[at], ...lines].slice(-kept);
    for (const listener of this.listeners) listener(at);
  }

  clear(): void {
    this.passed.client = [];
    this.passed.server = [];
    this.words = { client: new StreamWords(), server: new StreamWords() };
  }
}
