import { hanging, wrap } from '../harness/report/layout.ts';

interface Listed {
  id: string;
  symptoms: readonly string[];
  title: string;
}

/** The first symptom and the number of others: HTTP alone has many. */
const symptomsText = ([first = '', ...others]: readonly string[]): string =>
  others.length === 0 ? first : `${first}, ${others.length} more`;

/**
 * One scenario per line, in columns; if the terminal is too narrow, its title goes on the next line. `columns`: width
 * of the terminal; undefined without one.
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

/** On a terminal, moves the text after a name to the next line if the line is too wide. */
export const foldedLines = (
  lines: readonly string[],
  columns: number | undefined,
): readonly string[] => {
  if (columns === undefined) return lines;
  return lines.flatMap((line) => {
    if (line.length <= columns) return [line];
    const [, head, name = '', rest = ''] = /^((\S+) {2,})(\S.*)$/.exec(line) ?? [];
    if (head === undefined) return wrap(line, columns);
    if (head.length <= columns / 5) return hanging(head, rest, columns);
    return [name, ...hanging('    ', rest, columns)];
  });
};
