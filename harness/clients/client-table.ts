import { secondsText } from '../report/layout.ts';
import type { ClientFacts, ClientOutcome } from './facts.ts';
import { gapsOf } from './judge-client.ts';

/** One client in one failure. */
export interface JudgedClient {
  outcomes: ClientOutcome[];
  facts: ClientFacts;
}

/** Column headings; the first column is the failure. */
export const headings = ['', 'said after', 'ended', 'attempts', 'back after', 'names', 'outcome'];

/** A text table with one line for each failure. */
export function clientTable(judged: readonly JudgedClient[]): string[] {
  const rows = [headings, ...judged.map(cellsOf)];
  const widths = headings.map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** The cells of one failure, in the order of the headings. */
export function cellsOf({ outcomes, facts }: JudgedClient): string[] {
  const { saidMs, ended, attemptsMs, canRecover, recoveredMs, names } = facts;
  const named = Object.entries(names).flatMap(([name, is]) => (is ? [name] : []));
  return [
    facts.case,
    saidMs === undefined ? 'nothing' : secondsText(saidMs),
    ended === undefined ? 'goes on' : `${howEnded(ended)} after ${secondsText(ended.afterMs)}`,
    attemptsText(attemptsMs),
    canRecover ? (recoveredMs === undefined ? 'never' : secondsText(recoveredMs)) : '',
    named.join(', ') || (saidMs === undefined ? '' : 'nothing'),
    outcomes.join(', '),
  ];
}

const howEnded = ({ code, signal }: NonNullable<ClientFacts['ended']>): string =>
  signal ?? `exit ${code}`;

const shownGaps = 3;

/** `4, after 0.5 s, 1.0 s, 2.0 s` */
function attemptsText(attemptsMs: readonly number[]): string {
  const gaps = gapsOf(attemptsMs).map(secondsText);
  const more = gaps.length > shownGaps ? ', …' : '';
  const after = gaps.length === 0 ? '' : `, after ${gaps.slice(0, shownGaps).join(', ')}${more}`;
  return `${attemptsMs.length}${after}`;
}
