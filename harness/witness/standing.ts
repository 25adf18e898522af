import type { TcpPacket } from './pcap.ts';
import { RecordReader } from './tls-records.ts';

type ConnectionSide = 'client' | 'server';

/** Words (`standingWords`) for one established connection, from the packets captured at one end. */
export class EstablishedConnection {
  private readonly words: string[] = [];
  private readonly readers = { client: new RecordReader(), server: new RecordReader() };
  /** Next sequence number of each side. */
  private readonly next: Partial<Record<ConnectionSide, number>> = {};
  private acknowledged: number;
  /** The last data was retransmitted and is not acknowledged. */
  private isUnanswered = false;
  private isOver = false;

  constructor(synAck: TcpPacket) {
    this.acknowledged = synAck.acknowledgement;
  }

  take(packet: TcpPacket, from: ConnectionSide): void {
    if (this.isOver) return;
    if (from === 'server' && isAfter(packet.acknowledgement, this.acknowledged)) {
      this.acknowledged = packet.acknowledgement;
      this.isUnanswered = false;
    }
    this.read(packet, from);
    const ends = packet.flags.find((flag) => flag === 'RST' || flag === 'FIN');
    if (ends === undefined) return;
    if (from === 'server') this.say(ends);
    this.isOver = from === 'client' || ends === 'RST';
  }

  told(): string[] {
    return this.isUnanswered && this.words.at(-1) !== 'RST'
      ? [...this.words, 'nothing']
      : this.words;
  }

  /** A retransmitted segment adds no word. */
  private read({ sequence, payload, payloadBytes }: TcpPacket, from: ConnectionSide): void {
    const next = this.next[from] ?? sequence;
    const seen = isAfter(next, sequence) ? (next - sequence) >>> 0 : 0;
    if (payloadBytes <= seen) {
      const end = (sequence + payloadBytes) >>> 0;
      const isAgain = from === 'client' && payloadBytes > 0;
      if (isAgain && isAfter(end, this.acknowledged)) this.isUnanswered = true;
      return;
    }
    this.next[from] = (sequence + payloadBytes) >>> 0;
    const captured = payload ?? new Uint8Array(0);
    const missing = payloadBytes - Math.max(captured.length, seen);
    for (const word of this.readers[from].read(captured.subarray(seen), missing)) this.say(word);
  }

  private say(word: string): void {
    if (this.words.at(-1) !== word) this.words.push(word);
  }
}

/** Sequence numbers wrap (RFC 9293, 3.4). */
const isAfter = (a: number, b: number): boolean => ((a - b) | 0) > 0;
