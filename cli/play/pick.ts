import type { Asker } from './asker.ts';
import { wrap } from './lesson-text.ts';

/** An entry of a list: its name, and a sentence that describes it. */
export interface Choice<T> {
  value: T;
  name: string;
  says: string;
}

/** Rows of a list that fit on a 24-line screen. */
const rows = 18;
const width = 39;

/** Names in two columns, numbered down the first column first; one page per screen. */
export function pagesOf(choices: readonly Choice<unknown>[]): string[][] {
  const cells = choices.map(({ name }, index) =>
    `${String(index + 1).padStart(3)}  ${name}`.padEnd(width),
  );
  const pages: string[][] = [];
  for (let start = 0; start < cells.length; start += 2 * rows) {
    const page = cells.slice(start, start + 2 * rows);
    const half = Math.ceil(page.length / 2);
    pages.push(
      page.slice(0, half).map((cell, row) => `${cell}${page[half + row] ?? ''}`.trimEnd()),
    );
  }
  return pages;
}

interface Picking<T> {
  asker: Asker;
  print(lines: readonly string[]): void;
  choices: readonly Choice<T>[];
  /** Instruction what to type. */
  prompt: string;
}

/** Lets the user choose from a list by numbers. Resolves to undefined for an empty line. */
export async function pick<T>({
  asker,
  print,
  choices,
  prompt,
}: Picking<T>): Promise<T[] | undefined> {
  const [first = [], ...further] = pagesOf(choices);
  let left = further;
  print(first);
  for (;;) {
    const more = left.length > 0 ? 'Enter: more; ' : '';
    const line = (await asker.ask(`${prompt} (${more}?7: what 7 means)\n> `))?.trim();
    if (line === undefined) return undefined;
    if (line === '' && left.length > 0) {
      print(left[0] ?? []);
      left = left.slice(1);
      continue;
    }
    if (line === '') return undefined;
    const [, asked] = /^\?\s*(\d+)$/.exec(line) ?? [];
    if (asked !== undefined) {
      const choice = choices[Number(asked) - 1];
      print(choice ? wrap(`${choice.name}: ${choice.says}`) : [`There is no ${asked}.`]);
      continue;
    }
    const picked = line.split(/[\s,]+/).map((word) => choices[Number(word) - 1]);
    if (picked.every((choice) => choice !== undefined)) return picked.map(({ value }) => value);
    print([
      `"${line}": allowed are numbers from 1 to ${choices.length}, with spaces between them.`,
    ]);
  }
}
