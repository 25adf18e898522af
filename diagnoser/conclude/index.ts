import type { Evidence } from '../evidence.ts';
import type { CauseFile } from './cause-file.ts';
import { read } from '../observe/facts.ts';
import { concludeFrom, type Conclusion } from './engine.ts';
import { causesFor } from './registry.ts';

/**
 * Evidence to conclusion, without I/O of its own: it loads only the causes that are in question. `own` are
 * judged beside them; one that is of the vocabulary takes the place of the file that is here for it.
 */
export const conclude = async (
  evidence: Evidence,
  own: readonly CauseFile[] = [],
): Promise<Conclusion> => {
  const reading = await read(evidence);
  const replaced = own.map(({ cause }) => cause);
  const known = (await causesFor(reading.facts)).filter(({ cause }) => !replaced.includes(cause));
  return concludeFrom(reading, [...known, ...own]);
};
