import type { Evidence } from '../evidence.ts';
import { read } from '../observe/facts.ts';
import { concludeFrom, type Conclusion } from './engine.ts';
import { causesFor } from './registry.ts';

/** Evidence to conclusion, without I/O of its own: it loads only the causes that are in question. */
export const conclude = async (evidence: Evidence): Promise<Conclusion> => {
  const reading = await read(evidence);
  return concludeFrom(reading, await causesFor(reading.facts.reply));
};
