import type { Readable } from 'node:stream';

const KiB = 1024;
/** Of a log the newest lines tell most, and they stand last; of one long message its begin does. */
const sizes = { head: 64 * KiB, tail: 192 * KiB };
/** A stream that has no end, such as /dev/zero, is left here. */
const mostBytes = 1024 ** 3;

interface TextEnds {
  text: string;
  /** How many bytes between the two ends were left out. */
  leftOut: number;
}

/** Both ends of a text of any length, in 256 KiB of memory: the first 64 KiB and the last 192. */
export async function endsOf(stream: Readable): Promise<TextEnds> {
  const head: Buffer[] = [];
  let kept = 0;
  let tail: Buffer = Buffer.alloc(0);
  let total = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    total += chunk.length;
    const taken = chunk.subarray(0, sizes.head - kept);
    if (taken.length > 0) head.push(taken);
    kept += taken.length;
    const rest = chunk.subarray(taken.length);
    if (rest.length > 0) tail = Buffer.concat([tail, rest]).subarray(-sizes.tail);
    if (total > mostBytes) break;
  }
  const leftOut = total - kept - tail.length;
  const between = Buffer.from(leftOut === 0 ? '' : '\n');
  return { text: Buffer.concat([...head, between, tail]).toString(), leftOut };
}
