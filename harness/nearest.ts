/** Levenshtein distance: how many letters to add, drop or change. */
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

/** The names that one may have meant: by the whole name, or by its last part alone. */
export function nearest(given: string, names: readonly string[], count: number): string[] {
  const tail = (name: string): string => name.split('/').at(-1) ?? name;
  const far = (name: string): number =>
    Math.min(distance(given, name), distance(tail(given), tail(name)) + 0.5);
  return names.toSorted((a, b) => far(a) - far(b)).slice(0, count);
}

/** The name that `given` is a misspelling of: a third of its letters may be wrong. */
export const misspelt = (given: string, names: readonly string[]): string | undefined =>
  nearest(given, names, 1).find((name) => distance(given, name) <= name.length / 3);
