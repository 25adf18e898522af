import type { Readable } from 'node:stream';

const KiB = 1024;
/** In a log the newest lines say most, and they are last; in one long message the beginning does. */
const sizes = { head: 64 * KiB, tail: 192 * KiB };
/** Limit for endless streams such as /dev/zero. */
const mostBytes = 1024 ** 3;

interface TextEnds {
  text: string;
  /** Number of bytes left out between the two ends. */
  leftOut: number;
}

/** Both ends of a text of any length, in 256 KiB of memory: the first 64 KiB and the last 192 KiB. */
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
