import type { TcpPacket } from './pcap.ts';
import { tlsNames } from './tls-names.ts';
import { RecordReader } from './tls-records.ts';
import { FrameReader } from './ws-frames.ts';

/** The first line of a request or a response of HTTP (RFC 9112, 2.1), CONNECT and its answer among them. */
const httpLine = /^(?:[A-Z]{3,10} \S+ HTTP\/[\d.]+|HTTP\/[\d.]+ \d{3}[^\r\n]*)(?=\r?\n)/;
const longestLine = 72;
/** Words of one segment that are shown: a flood of small frames is told as its first ones. */
const mostWords = 6;
/** The oldest of more are forgotten: live packets go on as long as a lesson. */
const mostKept = { directions: 200, segments: 1000 };

/** One direction of a connection. */
interface Direction {
  /** The sequence number that comes next; undefined before the first segment with data. */
  next: number | undefined;
  reader: { read(captured: Uint8Array, missingBytes: number): string[] };
}

/** Says what the segments of TCP connections carry: lines of HTTP, TLS records, frames of WebSocket. */
export class StreamWords {
  private readonly directions = new Map<string, Direction>();
  /** By direction and sequence number, so that a segment sent again has the same words. */
  private readonly said = new Map<string, string>();

  /** What a segment carries; empty where that has no name. Segments are given in the order of time. */
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
    // After a segment that was not captured the bounds of frames and records are not known.
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

/** Where the frames begin behind the answer that accepts an upgrade to WebSocket (RFC 6455, 4.2.2). */
function webSocketAfter(payload: Uint8Array): number | undefined {
  const text = Buffer.from(payload).toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  const isSwitch = text.startsWith('HTTP/1.1 101 ') && /\r\nupgrade: *websocket\r\n/i.test(text);
  return isSwitch && end >= 0 ? end + 4 : undefined;
}

/** `encrypted record` four times is `4 encrypted records`; `data` is no word of its own. */
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
