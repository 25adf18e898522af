import type { Evidence } from '../evidence.ts';
import { read, type Facts } from '../observe/facts.ts';
import type { CauseFile } from './cause-file.ts';
import { concludeFrom, type Conclusion } from './engine.ts';
import { causesFor } from './registry.ts';

/** What another layer could show: the way past a proxy, the sockets of a report, and a certificate. */
const showsMore = ({ certificate, proxy, server }: Evidence): boolean =>
  (certificate ?? proxy ?? server) !== undefined;

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
  const causesOf = async (facts: Facts): Promise<CauseFile[]> => {
    const known = (await causesFor(facts)).filter(({ cause }) => !replaced.includes(cause));
    return [...known, ...own];
  };
  const conclusion = concludeFrom(reading, await causesOf(reading.facts));
  if (conclusion.status !== 'diagnosed' || !showsMore(evidence)) return conclusion;
  const { withBeneath } = await import('./beneath.ts');
  return withBeneath(reading, conclusion, causesOf);
};
