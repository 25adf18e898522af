import type { KnownCause } from '../../../vocabulary/index.ts';
import type { Facts } from '../../observe/facts.ts';
import { speaksFor, type CauseFile, type Weight } from '../cause-file.ts';
import { byRetry, suspects } from './suspects.ts';

/** A cause that shows in what the server answers, and in nothing else. */
export const byAnswer = (
  cause: KnownCause,
  prior: number,
  remedy: CauseFile['remedy'],
  more: (facts: Facts) => readonly (Weight | undefined)[] = () => [],
): CauseFile => ({
  cause,
  prior,
  // Where something else was answered it is not in question, and that is not worth a word.
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
