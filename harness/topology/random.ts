/** Numbers that one seed determines (mulberry32), so that a run can be repeated to the letter. */
export interface Random {
  /** An integer from `least` to `most`, both included. */
  integer(least: number, most: number): number;
  pick<T>(from: readonly T[]): T;
  /** A new array in drawn order. */
  shuffle<T>(from: readonly T[]): T[];
}

/** FNV-1a, 32 bit: spreads a text over the seeds. */
const hash = (text: string): number => {
  let value = 0x811c9dc5;
  for (const char of text) value = Math.imul(value ^ char.charCodeAt(0), 0x01000193);
  return value >>> 0;
};

export function random(seed: number, purpose: string): Random {
  let state = (seed ^ hash(purpose)) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (least: number, most: number): number =>
    least + Math.floor(next() * (most - least + 1));
  return {
    integer,
    pick: (from) => {
      const picked = from[integer(0, from.length - 1)];
      if (picked === undefined) throw new Error('nothing to pick from');
      return picked;
    },
    shuffle: (from) => {
      const rest = [...from];
      return from.map(() => rest.splice(integer(0, rest.length - 1), 1)[0] as (typeof rest)[0]);
    },
  };
}
