import { randomBytes } from 'node:crypto';
import { UsageError } from '../errors.ts';

/**
 * Draws the seed of a run: 32 to 128 hex digits, 128 to 512 bits. All draws of a run follow from it, so it must stay
 * secret from the diagnoser during the run. The same seed repeats the run.
 */
export const drawSeed = (): string => randomBytes(16).toString('hex');

/** Whether this is a seed. Event logs of older versions hold a number: such a run can be read but not repeated. */
export const isSeed = (given: string): boolean => /^[\da-f]{32,128}$/.test(given);

/**
 * Parses a seed; returns it in lower case.
 *
 * @throws UsageError `USAGE_SEED` for a value that can be guessed, such as a small number.
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
