import { wrap } from '../../harness/report/layout.ts';
import { paint, type TerminalLook } from '../../harness/report/look.ts';
import { legibleLine } from '../../harness/report/stranger.ts';
import type { Account } from './account.ts';
import type { Rung } from './rung.ts';

const signs: Readonly<Record<Rung['outcome'], ['good' | 'bad' | 'unsure' | 'faint', string]>> = {
  passed: ['good', '✓'],
  failed: ['bad', '✗'],
  aside: ['faint', '·'],
  unknown: ['unsure', '?'],
};

/** `→ ✗ exchange  120 ms  `: mark, sign, stage, time. */
const headWidth = 22;
const longest = 400;

/** Mark of the decisive line. */
const mark = (isDecisive: boolean): string => (isDecisive ? '→' : ' ');

function durationText(afterMs: number | undefined): string {
  if (afterMs === undefined) return '';
  if (afterMs < 10) return `${Number(afterMs.toFixed(1))} ms`;
  if (afterMs < 1000) return `${Math.round(afterMs)} ms`;
  return `${(afterMs / 1000).toFixed(1)} s`;
}

export function rungLine(
  rung: Rung & { decisive: boolean },
  { columns, ...look }: TerminalLook,
): string[] {
  const [style, sign] = signs[rung.outcome];
  const head = `${rung.stage.padEnd(9)}${durationText(rung.afterMs).padStart(7)}  `;
  const seen = wrap(legibleLine(rung.seen, longest), Math.max(20, columns - headWidth));
  return seen.map((line, index) =>
    index === 0
      ? `${mark(rung.decisive)} ${paint({ columns, ...look }, style, sign)} ${head}${line}`
      : `${' '.repeat(headWidth)}${line}`,
  );
}

/** The stages, each with observation and duration. */
export const rungLines = (
  { stages, notReached }: Pick<Account, 'stages' | 'notReached'>,
  look: TerminalLook,
): string[] => [
  ...stages.flatMap((rung) => rungLine(rung, look)),
  ...(notReached.length === 0
    ? []
    : [paint(look, 'faint', `  – ${notReached.join(', ')}: not reached`)]),
];

/** Further evidence for the cause, by the end that observed it. */
export const tellingLines = ({ telling }: Pick<Account, 'telling'>, look: TerminalLook): string[] =>
  telling.flatMap(({ decisive, observed, of }) => {
    const first = `${mark(decisive)} • ${of.padEnd(8)}`;
    const lines = wrap(legibleLine(observed, 4000), Math.max(20, look.columns - first.length));
    return lines.map((line, index) => `${index === 0 ? first : ' '.repeat(first.length)}${line}`);
  });
