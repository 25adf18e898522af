import { wrap } from '../harness/report/layout.ts';

/**
 * Breaks the lines of a help text that are wider than the terminal: prose anew, and the comment behind an
 * example, which is moved below it. Commands stay whole, so that they can be copied.
 */
export function fitHelp(text: string, columns: number): string {
  const lines = text.split('\n');
  const fitted: string[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (!/^\S/.test(line)) {
      fitted.push(...example(line, columns));
      continue;
    }
    const paragraph = [line];
    while (/^\S/.test(lines[index + 1] ?? '')) paragraph.push(lines[(index += 1)] ?? '');
    const isWide = paragraph.some(({ length }) => length > columns);
    fitted.push(...(isWide ? wrap(paragraph.join(' '), columns) : paragraph));
  }
  return fitted.join('\n');
}

const indent = ' '.repeat(6);

/** The comment stands behind three spaces or more; one that goes on has a line of its own. */
function example(line: string, columns: number): string[] {
  if (line.length <= columns) return [line];
  const [, command, comment] = /^( {2}\S.*?)? {3,}(\S.*)$/.exec(line) ?? [];
  if (comment === undefined) return [line];
  const below = wrap(comment, columns - indent.length).map((part) => `${indent}${part}`);
  return command === undefined ? below : [command, ...below];
}
