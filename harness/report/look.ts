import { stripVTControlCharacters, styleText } from 'node:util';

/** What the terminal can show. `columns` is read anew at each use, so a getter may follow a resize. */
export interface Look {
  readonly columns: number;
  readonly colour: boolean;
}

const styles = {
  good: 'green',
  bad: 'red',
  unsure: 'yellow',
  strong: 'bold',
  faint: 'dim',
} as const;

/** Colour never carries the meaning alone: the words are the same without it. */
export function paint(look: Look, style: keyof typeof styles, text: string): string {
  return look.colour ? styleText(styles[style], text, { validateStream: false }) : text;
}

/**
 * How to report on a stream: rewriting in place needs a terminal that somebody watches, colour one
 * that wants it (no-color.org; CI as most services set it; terminfo(5) `dumb`).
 */
export function terminalAbilities(
  stream: { isTTY?: boolean },
  env: Record<string, string | undefined>,
): { live: boolean; colour: boolean } {
  const isPlain = Boolean(env['NO_COLOR']) || env['TERM'] === 'dumb';
  const live = stream.isTTY === true && !isPlain && !env['CI'];
  return { live, colour: stream.isTTY === true && !isPlain };
}

/** Text of a stranger on its way to a terminal: one line, no escape sequences, no control characters. */
export function printable(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, '');
}
