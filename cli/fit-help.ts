import { wrap } from '../harness/report/layout.ts';

/**
 * Wraps lines of a help text that are wider than the terminal: prose is reflowed, the comment after an example moves
 * below it. Commands are not wrapped, so that they can be copied.
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

/** A comment follows after three or more spaces; its continuation has a line of its own. */
function example(line: string, columns: number): string[] {
  if (line.length <= columns) return [line];
  const [, command, comment] = /^( {2}\S.*?)? {3,}(\S.*)$/.exec(line) ?? [];
  if (comment === undefined) return [line];
  const below = wrap(comment, columns - indent.length).map((part) => `${indent}${part}`);
  return command === undefined ? below : [command, ...below];
}
