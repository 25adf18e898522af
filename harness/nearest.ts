/** Levenshtein distance: the number of letters to add, drop or change. */
function distance(from: string, to: string): number {
  let row = [...Array(to.length + 1).keys()];
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

const tail = (name: string): string => name.split('/').at(-1) ?? name;

/** Distance to the whole name or to its last part, whichever is smaller. */
const farness = (given: string, name: string): number =>
  Math.min(distance(given, name), distance(tail(given), tail(name)) + 0.5);

/** The nearest names, however distant. */
export const nearest = (given: string, names: readonly string[], count: number): string[] =>
  names
    .map((name) => ({ name, far: farness(given, name) }))
    .toSorted((a, b) => a.far - b.far)
    .slice(0, count)
    .map(({ name }) => name);

/** Names that may have been meant: at most half of the letters differ. */
export const near = (given: string, names: readonly string[], count: number): string[] =>
  nearest(given, names, count).filter((name) => farness(given, name) <= tail(given).length / 2);

/** The name that `given` misspells: at most a third of its letters may differ. */
export const misspelt = (given: string, names: readonly string[]): string | undefined =>
  nearest(given, names, 1).find((name) => distance(given, name) <= name.length / 3);
