import { families } from './families/index.ts';
import { signsOf, type Sign } from './signs.ts';

/** The words of four letters or more, by how they begin: `refusing` is near `refused`. */
const wordsOf = (text: string): Set<string> =>
  new Set(
    text
      .toLowerCase()
      .match(/[a-z]{4,}/g)
      ?.map((word) => word.slice(0, 5)),
  );

/** A line that shares fewer of its words than this is not near. */
const near = 0.5;

/** The known lines that share most words with a text, best first; none that shares few. */
export function alike(text: string, count = 3, signs: readonly Sign[] = signsOf()): string[] {
  const given = wordsOf(text);
  const likeness = (line: string): number => {
    const own = wordsOf(line.replaceAll(/<\w+>/g, ''));
    const shared = [...own].filter((word) => given.has(word)).length;
    return shared / (own.size + given.size - shared || 1);
  };
  const lines = [
    ...signs.map(({ template }) => template),
    ...families.flatMap(({ words }) => words.flatMap(({ says }) => says)),
  ];
  return [...new Set(lines)]
    .map((line) => ({ line, likeness: likeness(line) }))
    .filter((found) => found.likeness >= near)
    .toSorted((a, b) => b.likeness - a.likeness)
    .slice(0, count)
    .map(({ line }) => line);
}
