import type { Scorecard } from './scorecard.ts';

export type Counts = Pick<Scorecard, 'passed' | 'failed' | 'asExpected' | 'skipped'>;

/** Counts of a run, for all reports. Zero counts of expected failures and skipped verdicts are omitted. */
export const countsText = ({ passed, failed, asExpected, skipped }: Counts): string =>
  [
    `${passed} passed, ${failed} failed`,
    ...(asExpected === 0 ? [] : [`${asExpected} expected failures`]),
    ...(skipped === 0 ? [] : [`${skipped} skipped`]),
  ].join(', ');
