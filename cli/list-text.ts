import { hanging } from '../harness/report/layout.ts';

interface Listed {
  id: string;
  symptoms: readonly string[];
  title: string;
}

/** The first, and how many others there are: HTTP alone has many. */
const symptomsText = ([first = '', ...others]: readonly string[]): string =>
  others.length === 0 ? first : `${first}, ${others.length} more`;

/**
 * Each scenario on a line, in columns; where a terminal is too narrow for that, its title hangs below it.
 * `columns`: of the terminal; undefined where the output is none.
 */
export function listLines(rows: readonly Listed[], columns: number | undefined): string[] {
  const wide = Math.max(...rows.map(({ id }) => id.length));
  const cells = rows.map(({ id, symptoms, title }) => ({
    id,
    title,
    seen: symptomsText(symptoms),
  }));
  const middle = Math.max(...cells.map(({ seen }) => seen.length));
  const lines = cells.map(
    ({ id, seen, title }) => `${id.padEnd(wide)}  ${seen.padEnd(middle)}  ${title}`,
  );
  if (columns === undefined || lines.every(({ length }) => length <= columns)) return lines;
  return cells.flatMap(({ id, seen, title }) => [
    `${id}  ${seen}`,
    ...hanging('    ', title, columns),
  ]);
}
