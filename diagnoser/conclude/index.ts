import type { Evidence } from '../evidence.ts';
import { loadedOnce } from '../loaded-once.ts';
import { read, type Facts } from '../observe/facts.ts';
import type { CauseFile } from './cause-file.ts';
import { concludeFrom, type Conclusion } from './engine.ts';
import { causesFor } from './registry.ts';

const beneath = loadedOnce(() => import('./beneath.ts'));

/**
 * Whether the evidence could show a second fault: beside a proxy, in the sockets of a report, or in a certificate.
 */
const showsMore = ({ certificate, proxy, server }: Evidence): boolean =>
  (certificate ?? proxy ?? server) !== undefined;

/**
 * Draws a conclusion from evidence. No I/O except loading the causes in question. Causes in `own` are judged too;
 * one with the name of a built-in cause replaces it.
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
  const { withBeneath } = await beneath();
  return withBeneath(reading, conclusion, causesOf);
};
