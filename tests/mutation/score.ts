import type { Equivalent } from './equivalents.ts';

/** One mutant and what became of it. `line` counts from 1. */
export interface Mutant {
  room: string;
  file: string;
  line: number;
  mutator: string;
  /** The text that is replaced, and what stands in its place, each on one line. */
  original: string;
  replacement: string;
  fate: 'noticed' | 'survived' | 'not-covered' | 'invalid';
}

export interface RoomScore {
  room: string;
  /** Those that a test could notice: equivalent and invalid ones are left out. */
  mutants: number;
  noticed: number;
  /** In percent, two digits behind the point at most. */
  score: number;
  survivors: Mutant[];
  equivalent: number;
}

/** Of each room, at least. */
export const required = 85;

const fits = (mutant: Mutant) => (entry: Equivalent) =>
  entry.file === mutant.file &&
  entry.original === mutant.original &&
  entry.replacement === mutant.replacement;

/** The score of each room, in the order in which their mutants come. */
export function scoresOf(
  mutants: readonly Mutant[],
  equivalents: readonly Equivalent[],
): RoomScore[] {
  return [...new Set(mutants.map(({ room }) => room))].map((room) => {
    const valid = mutants.filter((one) => one.room === room && one.fate !== 'invalid');
    const noticed = valid.filter(({ fate }) => fate === 'noticed').length;
    const unnoticed = valid.filter(({ fate }) => fate !== 'noticed');
    const survivors = unnoticed.filter((one) => !equivalents.some(fits(one)));
    const counted = noticed + survivors.length;
    return {
      ...{ room, mutants: counted, noticed, survivors },
      score: counted === 0 ? 100 : Math.round((noticed / counted) * 10_000) / 100,
      equivalent: unnoticed.length - survivors.length,
    };
  });
}

/** Entries that fit no mutant which was tried and not noticed: the code or the tests have moved on. */
export const stale = (
  mutants: readonly Mutant[],
  equivalents: readonly Equivalent[],
): Equivalent[] => {
  const tried = new Set(mutants.map(({ file }) => file));
  const unnoticed = mutants.filter(({ fate }) => fate !== 'noticed');
  return equivalents.filter(
    (entry) => tried.has(entry.file) && !unnoticed.some((one) => fits(one)(entry)),
  );
};

/** For people: each survivor as a difference, then a line for each room. */
export function scoreText(scores: readonly RoomScore[]): string {
  const survivors = scores.flatMap((one) =>
    one.survivors.map(
      ({ file, line, mutator, original, replacement, fate }) =>
        `${file}:${line} ${mutator}${fate === 'not-covered' ? ', which no test runs' : ''}\n- ${original}\n+ ${replacement}\n`,
    ),
  );
  const lines = scores.map(
    ({ room, score, noticed, mutants, equivalent }) =>
      `${room.padEnd(10)} ${score.toFixed(2).padStart(6)} %  ${noticed} of ${mutants} noticed, ${equivalent} equivalent${score < required ? `; at least ${required} % must be` : ''}`,
  );
  return [...survivors, ...lines, ''].join('\n');
}
