import { wrap } from '../harness/report/layout.ts';

/**
 * Breaks the lines of an error that are wider than the terminal. The next step stays whole, so that its command can
 * be copied, and so does a line with a word that fits no line, such as a path.
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
