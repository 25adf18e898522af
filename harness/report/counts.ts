import type { Scorecard } from './scorecard.ts';

export type Counts = Pick<Scorecard, 'passed' | 'failed' | 'asExpected' | 'skipped'>;

/** The counts of a run, in the words of every report; what there is none of is left out. */
export const countsText = ({ passed, failed, asExpected, skipped }: Counts): string =>
  [
    `${passed} passed, ${failed} failed`,
    ...(asExpected === 0 ? [] : [`${asExpected} short as expected`]),
    ...(skipped === 0 ? [] : [`${skipped} skipped`]),
  ].join(', ');
