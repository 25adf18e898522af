import type { KnownCause } from '../../../vocabulary/index.ts';
import type { Facts } from '../../observe/facts.ts';
import { speaksFor, type CauseFile, type Weight } from '../cause-file.ts';
import { byRetry, suspects } from './suspects.ts';

/** A cause that only the server's answer shows. */
export const byAnswer = (
  cause: KnownCause,
  prior: number,
  remedy: CauseFile['remedy'],
  more: (facts: Facts) => readonly (Weight | undefined)[] = () => [],
): CauseFile => ({
  cause,
  prior,
  // With any other answer, the cause is not in question and gets no mark.
  judge: (facts) =>
    suspects(facts).includes(cause)
      ? [
          speaksFor('handshake', true),
          speaksFor('retries', byRetry(facts)?.includes(cause)),
          ...more(facts),
        ]
      : [],
  remedy,
});
