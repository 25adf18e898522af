import type { Evidence } from '../evidence.ts';
import { concludeFrom, type Conclusion } from './engine.ts';
import { readFacts } from './facts.ts';
import { causesFor } from './registry.ts';

/** Evidence to conclusion, without I/O of its own: it loads only the causes that are in question. */
export const conclude = async (evidence: Evidence): Promise<Conclusion> => {
  const { reply } = readFacts(evidence);
  const [causes, sentences] = await Promise.all([
    causesFor(reply),
    evidence.server === undefined ? undefined : import('./server-observations.ts'),
  ]);
  return concludeFrom(evidence, causes, sentences?.serverObservations);
};
