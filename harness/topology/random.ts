import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

/** Draws determined by a seed and a purpose, so that a run can be repeated exactly. */
export interface Random {
  /** An integer from `least` to `most`, both included, each equally likely. At most 2^48 values. */
  integer(least: number, most: number): number;
  /** `count` different integers from `least` to `most`, in drawn order. */
  distinct(count: number, least: number, most: number): number[];
  pick<T>(from: readonly T[]): T;
  /** A new array in drawn order. */
  shuffle<T>(from: readonly T[]): T[];
  /** `bytes` bytes as lower-case hex, two digits a byte. */
  hex(bytes: number): string;
}

const drawBytes = 6;
const values = 2 ** (8 * drawBytes);

/** `createHmac` is four times as expensive with raw bytes as with a KeyObject. */
const keyOf = (bytes: string | Buffer): KeyObject => createSecretKey(Buffer.from(bytes));

const hmac = (key: KeyObject, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest();

/** The bytes of one purpose, made as far as they were drawn. */
interface Stream {
  key: KeyObject;
  blocks: Buffer[];
}

/** The last seed: a case is placed several times, and cases that look alike draw for the same purposes. */
let last = { seed: '', key: keyOf(''), streams: new Map<string, Stream>() };

function streamOf(seed: string, purpose: string): Stream {
  if (seed !== last.seed) last = { seed, key: keyOf(seed), streams: new Map() };
  const stream = last.streams.get(purpose) ?? { key: keyOf(hmac(last.key, purpose)), blocks: [] };
  last.streams.set(purpose, stream);
  return stream;
}

/**
 * A generator for one purpose: HMAC-SHA-256 (RFC 2104) of a counter, keyed by the HMAC of the purpose under the seed.
 * The draws of one purpose reveal neither the seed nor draws of another purpose.
 */
export function random(seed: string, purpose: string): Random {
  const { key, blocks } = streamOf(seed, purpose);
  let counter = 0;
  let rest: Buffer = Buffer.alloc(0);
  const bytes = (count: number): Buffer => {
    while (rest.length < count) {
      const more = (blocks[counter] ??= hmac(key, String(counter)));
      rest = rest.length === 0 ? more : Buffer.concat([rest, more]);
      counter += 1;
    }
    const taken = rest.subarray(0, count);
    rest = rest.subarray(count);
    return taken;
  };
  const integer = (least: number, most: number): number => {
    const span = most - least + 1;
    if (!Number.isSafeInteger(least) || !Number.isSafeInteger(most) || span < 1 || span > values) {
      throw new RangeError(`no integer can be drawn from ${least} to ${most}`);
    }
    // The remainder of a draw below the largest multiple of the span is unbiased.
    const bound = values - (values % span);
    for (;;) {
      const drawn = bytes(drawBytes).readUIntBE(0, drawBytes);
      if (drawn < bound) return least + (drawn % span);
    }
  };
  const distinct = (count: number, least: number, most: number): number[] => {
    if (count > most - least + 1) {
      throw new RangeError(`no ${count} different integers lie from ${least} to ${most}`);
    }
    const drawn = new Set<number>();
    while (drawn.size < count) drawn.add(integer(least, most));
    return [...drawn];
  };
  return {
    integer,
    distinct,
    pick: (from) => {
      if (from.length === 0) throw new RangeError('nothing to pick from');
      return from[integer(0, from.length - 1)] as (typeof from)[0];
    },
    shuffle: (from) => {
      const order = [...from];
      // Fisher-Yates shuffle, from the end.
      for (let last = order.length - 1; last > 0; last -= 1) {
        const other = integer(0, last);
        [order[last], order[other]] = [order[other], order[last]] as [never, never];
      }
      return order;
    },
    hex: (count) => bytes(count).toString('hex'),
  };
}
