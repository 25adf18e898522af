import type { TcpPacket } from './pcap.ts';
import { tlsNames } from './tls-names.ts';
import { RecordReader } from './tls-records.ts';
import { FrameReader } from './ws-frames.ts';

/** First line of an HTTP request or response (RFC 9112, 2.1), including CONNECT and its response. */
const httpLine = /^(?:[A-Z]{3,10} \S+ HTTP\/[\d.]+|HTTP\/[\d.]+ \d{3}[^\r\n]*)(?=\r?\n)/;
const longestLine = 72;
/** Most words shown for one segment: of many small frames, only the first. */
const mostWords = 6;
/** Most entries kept, oldest dropped first: live packets arrive as long as a lesson lasts. */
const mostKept = { directions: 200, segments: 1000 };

/** One direction of a connection. */
interface Direction {
  /** Next expected sequence number; undefined before the first segment with data. */
  next: number | undefined;
  reader: { read(captured: Uint8Array, missingBytes: number): string[] };
}

/** Names the content of TCP segments: HTTP lines, TLS records, WebSocket frames. */
export class StreamWords {
  private readonly directions = new Map<string, Direction>();
  /** By direction and sequence number, so a retransmitted segment gets the same words. */
  private readonly said = new Map<string, string>();

  /** The content of a segment; empty if it has no name. Segments must be given in order of time. */
  of(packet: TcpPacket): string {
    if (packet.payloadBytes === 0 || packet.payload === undefined) return '';
    const segment = `${wayOf(packet)} ${packet.sequence} ${packet.payloadBytes}`;
    const words = this.said.get(segment) ?? this.read(packet);
    keep(this.said, segment, words, mostKept.segments);
    return words;
  }

  private read(packet: TcpPacket): string {
    const { payload = new Uint8Array(0), payloadBytes, sequence } = packet;
    const direction = this.directionOf(wayOf(packet));
    const isNext = direction.next === undefined || direction.next === sequence;
    const missing = payloadBytes - payload.length;
    direction.next = (sequence + payloadBytes) >>> 0;
    // After a lost segment the boundaries of frames and records are unknown.
    if (!isNext && direction.reader instanceof FrameReader) return '';
    if (!isNext) direction.reader = new RecordReader(tlsNames);
    const line = direction.reader instanceof FrameReader ? undefined : httpIn(payload);
    if (line === undefined) return shown(direction.reader.read(payload, missing));
    const after = webSocketAfter(payload);
    if (after === undefined) return line;
    direction.reader = new FrameReader();
    this.directionOf(wayBack(packet)).reader = new FrameReader();
    const frames = direction.reader.read(payload.subarray(after), missing);
    return [line, shown(frames)].filter(Boolean).join(', ');
  }

  private directionOf(way: string): Direction {
    const known = this.directions.get(way);
    if (known !== undefined) return known;
    const begun: Direction = { next: undefined, reader: new RecordReader(tlsNames) };
    keep(this.directions, way, begun, mostKept.directions);
    return begun;
  }
}

function keep<Value>(map: Map<string, Value>, key: string, value: Value, most: number): void {
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}

const wayOf = ({ source, sourcePort, destination, destinationPort }: TcpPacket): string =>
  `${source} ${sourcePort} ${destination} ${destinationPort}`;
const wayBack = ({ source, sourcePort, destination, destinationPort }: TcpPacket): string =>
  `${destination} ${destinationPort} ${source} ${sourcePort}`;

function httpIn(payload: Uint8Array): string | undefined {
  const [line] = httpLine.exec(Buffer.from(payload.subarray(0, 2048)).toString('latin1')) ?? [];
  if (line === undefined) return undefined;
  const printable = line.replaceAll(/[^\x20-\x7e]/g, '?');
  return printable.length > longestLine ? `${printable.slice(0, longestLine)}…` : printable;
}

/** Offset of the first frame after the response that accepts a WebSocket upgrade (RFC 6455, 4.2.2). */
function webSocketAfter(payload: Uint8Array): number | undefined {
  const text = Buffer.from(payload).toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  const isSwitch = text.startsWith('HTTP/1.1 101 ') && /\r\nupgrade: *websocket\r\n/i.test(text);
  return isSwitch && end >= 0 ? end + 4 : undefined;
}

/** Joins words: four times `encrypted record` is `4 encrypted records`; `data` is left out. */
function shown(words: readonly string[]): string {
  const runs: { word: string; count: number }[] = [];
  for (const word of words.filter((each) => each !== 'data')) {
    const last = runs.at(-1);
    if (last?.word === word) last.count += 1;
    else runs.push({ word, count: 1 });
  }
  const told = runs.map(({ word, count }) => (count === 1 ? word : `${count} ${word}s`));
  const more = told.length > mostWords ? [`${told.length - mostWords} more`] : [];
  return [...told.slice(0, mostWords), ...more].join(', ');
}
