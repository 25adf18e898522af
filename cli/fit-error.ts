import { wrap } from '../harness/report/layout.ts';

/**
 * Wraps the lines of an error that are wider than the terminal. The next step is not wrapped, so that its command can
 * be copied; nor is a line with a word longer than a line, such as a path.
 */
export const fitError = (message: string, columns: number): string =>
  message
    .split('\n')
    .flatMap((line) => {
      const [indent = ''] = /^ */.exec(line) ?? [];
      const width = columns - indent.length - 2;
      const text = line.slice(indent.length);
      const isWhole =
        text.startsWith('Next: ') || text.split(' ').some((word) => word.length > width);
      if (line.length <= columns || isWhole) return [line];
      return wrap(text, width).map((part, index) => `${indent}${index === 0 ? '' : '  '}${part}`);
    })
    .join('\n');
