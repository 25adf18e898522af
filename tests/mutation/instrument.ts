import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Instrumenter } from '@stryker-mutator/instrumenter';

export interface Mutation {
  /** As it is switched on in the instrumented code. */
  id: string;
  /** Below the working folder. */
  file: string;
  /** Counts from 1. */
  line: number;
  mutator: string;
  /** The text that is replaced, and what stands in its place, each on one line. */
  original: string;
  replacement: string;
}

export interface Instrumented {
  changes: Mutation[];
  /** By absolute path: the code with all its mutants in it, each behind a switch. */
  sources: Record<string, string>;
}

/** On one line, so that it can be compared and printed. */
const flat = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/**
 * A sentence for a person is not mutated: a test that pins each sentence only says it twice. Three words
 * and more make one.
 */
const isProse = (original: string): boolean =>
  /^['"`]/.test(original) && /[a-z]+[,;:]? [a-z]+[,;:]? [a-z]+/.test(original);

const quiet = {
  ...{ isTraceEnabled: () => false, isDebugEnabled: () => false, isInfoEnabled: () => false },
  ...{ isWarnEnabled: () => false, isErrorEnabled: () => false, isFatalEnabled: () => false },
  ...{ trace() {}, debug() {}, info() {}, warn() {}, error() {}, fatal() {} },
};

/**
 * All mutants that StrykerJS makes of the files: globs, what begins with `!` left out, or ranges of
 * lines (`a.ts:10-20`).
 */
export async function instrument(files: readonly string[]): Promise<Instrumented> {
  const exclude = files.filter((one) => one.startsWith('!')).map((one) => one.slice(1));
  const ranges = new Map<string, [first: number, last: number][]>();
  for (const one of files.filter((each) => !each.startsWith('!'))) {
    const [, pattern = one, first = '1', last = String(Number.MAX_SAFE_INTEGER)] =
      /^(.*):(\d+)-(\d+)$/.exec(one) ?? [];
    for (const file of globSync(pattern, { exclude }))
      ranges.set(file, [...(ranges.get(file) ?? []), [Number(first), Number(last)]]);
  }
  const given = [...ranges.keys()].toSorted().map((name) => ({
    ...{ name: resolve(name), mutate: true, content: readFileSync(name, 'utf8') },
  }));
  const options = { plugins: null, excludedMutations: [], ignorers: [] };
  const result = await new Instrumenter(quiet).instrument(given, options);
  const changes = result.mutants.flatMap((mutant): Mutation[] => {
    const { id, fileName, location, mutatorName: mutator, replacement } = mutant;
    const file = [...ranges.keys()].find((name) => resolve(name) === fileName) ?? fileName;
    const line = location.start.line + 1;
    const original = textAt(given.find(({ name }) => name === fileName)?.content ?? '', location);
    const isAsked = ranges.get(file)?.some(([first, last]) => line >= first && line <= last);
    return isAsked && !isProse(original)
      ? [{ id, file, line, mutator, original, replacement: flat(replacement) }]
      : [];
  });
  return {
    changes,
    sources: Object.fromEntries(
      result.files.map(({ name, content }) => [name, countingAll(content)]),
    ),
  };
}

/**
 * The generated switch counts how often the active mutant is passed, and ends a loop that passes it without end.
 * A mutant before a loop may make it endless, too: all switches are counted.
 */
function countingAll(content: string): string {
  if (!content.includes('function stryMutAct')) return content;
  const [own, all] = ['if (ns.activeMutant === id) {', 'if (ns.activeMutant !== undefined) {'];
  const counted = content
    .replace(own, all)
    .replace(/^ {6}return true;$/m, '      return ns.activeMutant === id;');
  if (counted.split(all).length !== 2 || counted.includes(own))
    throw new Error('StrykerJS writes its switch otherwise than this file expects');
  return counted;
}

interface SourcePlace {
  line: number;
  column: number;
}

function textAt(content: string, { start, end }: { start: SourcePlace; end: SourcePlace }): string {
  const cut = content.split('\n').slice(start.line, end.line + 1);
  cut[cut.length - 1] = cut.at(-1)?.slice(0, end.column) ?? '';
  cut[0] = cut[0]?.slice(start.column) ?? '';
  return flat(cut.join('\n'));
}
