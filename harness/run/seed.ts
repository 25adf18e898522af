import { randomBytes } from 'node:crypto';
import { UsageError } from '../errors.ts';

/**
 * The seed of a run: 32 to 128 hex digits, 128 to 512 bits. All that a run draws follows from it, so
 * it is a secret towards the diagnoser while the run lasts; to repeat the run, give it again.
 */
export const drawSeed = (): string => randomBytes(16).toString('hex');

/** Event logs of older versions hold a number instead: such a run can be read, and not repeated. */
export const isSeed = (given: string): boolean => /^[\da-f]{32,128}$/.test(given);

/**
 * A seed as it was given, in lower case.
 *
 * @throws UsageError `USAGE_SEED` for anything that can be guessed, a small number above all.
 */
export function readSeed(option: string, given: string): string {
  const seed = given.toLowerCase();
  if (isSeed(seed)) return seed;
  throw new UsageError({
    code: 'USAGE_SEED',
    what: `${option} is ${given}; allowed are 32 to 128 random hex digits.`,
    evidence: [
      'a diagnoser that guesses the seed knows every name, address and port before it looks',
      `without ${option} a seed is drawn, and printed with the run`,
    ],
    next: 'openssl rand -hex 16',
  });
}
