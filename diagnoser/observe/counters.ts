import type { Snapshot } from '../../vocabulary/index.ts';
import type { Evidence } from '../evidence.ts';
import type { Connection } from './observation.ts';

export const latestOf = ({ server }: Evidence): Snapshot | undefined =>
  server?.after ?? server?.before;

/**
 * Total increase of these server counters while the client tried. Undefined if there is only one snapshot, or the
 * attempt ended differently from the plain client's: then the counters do not describe it.
 */
export const rise = (
  { disagrees, evidence: { server } }: Connection,
  ...names: readonly string[]
): number | undefined => {
  const { after, attempts = 0, before } = server ?? {};
  if (disagrees || after === undefined || attempts < 1) return undefined;
  return names
    .map((name) => (after.counters[name] ?? 0) - (before?.counters[name] ?? 0))
    .reduce((sum, more) => sum + Math.max(0, more), 0);
};
