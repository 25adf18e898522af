/** What each place shows to a diagnoser, as fixtures/diagnosers/cheats/in-lab/looks-around.ts tells it: a text by place. */
export type Dump = Readonly<Record<string, string>>;

/** Single words of a dump, by place, line and column. */
export type DumpedWords = ReadonlyMap<string, string>;

/** What the kernel draws for each lab, or each process, whatever is wrong in it. */
const drawn: readonly (readonly [RegExp, string])[] = [
  [/\b[\da-f]{2}(:[\da-f]{2}){5}\b/g, '<hardware address>'],
  [/\bfe80:\S*|\bff02::1:ff\S*/g, '<address of the hardware address>'],
  [/\b(fe80|ff0200000000000000000001ff)[\da-f]+\b/g, '<address of the hardware address>'],
];

export function wordsOf(dump: Dump): DumpedWords {
  const facts = new Map<string, string>();
  for (const [place, text] of Object.entries(dump)) {
    const plain = drawn.reduce((rest, [pattern, name]) => rest.replaceAll(pattern, name), text);
    plain.split('\n').forEach((line, row) => {
      const words = line.trim().split(/\s+/);
      words.forEach((word, column) => facts.set(`${place} [${row + 1},${column + 1}]`, word));
    });
  }
  return facts;
}

/** A word that holds one number: 59sec, 0.4, net:[4026532255]. */
const number = /^([^\d]*)(-?\d+(?:\.\d+)?)([^\d]*)$/;

/** The numbers of words that differ in them alone. */
function numbersOf(words: readonly (string | undefined)[]): number[] | undefined {
  const parts = words.map((word) => number.exec(word ?? ''));
  const around = new Set(parts.map((part) => part && `${part[1]} ${part[3]}`));
  return around.size === 1 && !around.has(null)
    ? parts.map((part) => Number(part?.[2]))
    : undefined;
}

/**
 * Whether a word of two cases, each seen a few times, tells them apart: there in the one alone; numbers of
 * which all of the one are smaller; texts that differ, and of which one is always the same.
 */
function tells(
  one: readonly (string | undefined)[],
  other: readonly (string | undefined)[],
): boolean {
  const [mine, others] = [new Set(one), new Set(other)];
  if ([...mine].some((word) => others.has(word))) return false;
  const numbers = numbersOf([...one, ...other]);
  if (numbers) {
    const [a, b] = [numbers.slice(0, one.length), numbers.slice(one.length)];
    return Math.max(...a) < Math.min(...b) || Math.max(...b) < Math.min(...a);
  }
  return mine.size === 1 || others.size === 1;
}

export interface LeakDifference {
  /** Place, with line and column. */
  at: string;
  cases: readonly [string, string];
  seen: readonly [string, string];
}

const said = (words: readonly (string | undefined)[]): string =>
  [...new Set(words.map((word) => word ?? 'nothing'))].slice(0, 3).join(' or ');

/** What tells any two cases apart in all of their dumps so far. */
export function differences(
  seen: ReadonlyMap<string, readonly DumpedWords[]>,
  isTold: (at: string) => boolean,
): LeakDifference[] {
  const places = new Set([...seen.values()].flat().flatMap((facts) => [...facts.keys()]));
  return [...places].flatMap((at): LeakDifference[] => {
    const cases = [...seen].map(([name, facts]) => ({
      name,
      words: facts.map((of) => of.get(at)),
    }));
    // Nearly every place looks the same in all of them.
    if (new Set(cases.flatMap(({ words }) => words)).size === 1 || isTold(at)) return [];
    return cases.flatMap((one, index) =>
      cases
        .slice(index + 1)
        .filter((other) => tells(one.words, other.words))
        .map((other): LeakDifference => ({
          at,
          cases: [one.name, other.name],
          seen: [said(one.words), said(other.words)],
        })),
    );
  });
}
