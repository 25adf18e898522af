import { ownSequence } from './own-sequence.ts';
import { clean } from './stranger.ts';

/** Abilities of the terminal. `columns` is read at each use, so a getter may follow a resize. */
export interface TerminalLook {
  readonly columns: number;
  readonly colour: boolean;
}

/** SGR parameters that begin and end a style (ECMA-48, 8.3.117). */
const styles = {
  good: ['32', '39'],
  bad: ['31', '39'],
  unsure: ['33', '39'],
  strong: ['1', '22'],
  faint: ['2', '22'],
} as const;

/**
 * Applies a style. Colour never carries meaning alone: the words are the same without it. The sequences are marked as
 * our own; only harness/output.ts makes them real.
 */
export function paint(look: TerminalLook, style: keyof typeof styles, text: string): string {
  const [begin, end] = styles[style];
  return look.colour ? `${ownSequence(begin, 'm')}${text}${ownSequence(end, 'm')}` : text;
}

/**
 * How to report on a stream: rewriting in place needs an interactive terminal, colour one that wants it
 * (no-color.org; CI as most services set it; terminfo(5) `dumb`).
 */
export function terminalAbilities(
  stream: { isTTY?: boolean },
  env: Record<string, string | undefined>,
): { live: boolean; colour: boolean } {
  const isPlain = Boolean(env['NO_COLOR']) || env['TERM'] === 'dumb';
  const live = stream.isTTY === true && !isPlain && !env['CI'];
  return { live, colour: stream.isTTY === true && !isPlain };
}

/** Untrusted text on one line, without escape sequences. */
export const printable = (text: string): string => clean(text).replaceAll(/\s+/g, ' ');

/** Width of prose: the terminal's, limited for readability; 80 without a terminal. */
export const widthOf = (output: { isTTY: boolean; columns: number }): number =>
  output.isTTY ? Math.min(output.columns, 100) : 80;
