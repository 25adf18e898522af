/** Numbers in [0, 1) that follow from a seed (mulberry32), and what is drawn with them. */
export class Draw {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** From `least` to below `most`. */
  integer(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least));
  }

  /** True once in so many times. */
  oneIn(times: number): boolean {
    return this.next() * times < 1;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.integer(0, from.length)] as T;
  }

  /** Mostly few, now and then as many as may be. */
  bytes(most: number): Buffer {
    const bytes = Buffer.alloc(this.integer(0, this.oneIn(20) ? most : Math.min(most, 80)));
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = this.integer(0, 256);
    return bytes;
  }

  /** A few bytes turned, lost, doubled or cut off. */
  mutated(bytes: Buffer): Buffer {
    let now = Buffer.from(bytes);
    for (let turn = this.integer(1, 4); turn > 0 && now.length > 0; turn -= 1) {
      const at = this.integer(0, now.length);
      const to = Math.min(now.length, at + this.integer(1, 9));
      const change = this.integer(0, 4);
      if (change === 0) now[at] = this.integer(0, 256);
      else if (change === 1) now = Buffer.concat([now.subarray(0, at), now.subarray(to)]);
      else if (change === 2) now = Buffer.concat([now.subarray(0, to), now.subarray(at)]);
      else now = now.subarray(0, at);
    }
    return now;
  }
}
