import type { ServerReport, Snapshot } from '../vocabulary/index.ts';

export { parseSnapshot } from './parse.ts';
export { ReportError } from './sections.ts';

/** Where the POSIX sh script is that prints a snapshot; it is run on the server. */
export const collectScript: URL = new URL('./collect.sh', import.meta.url);

/**
 * Two snapshots around `attempts` connections of the client, as a diagnoser is given them.
 * Without `after` no counter speaks.
 */
export const serverReport = (
  before: Snapshot,
  after: Snapshot | undefined,
  attempts: number,
): ServerReport => ({
  protocol: 1,
  before,
  ...(after === undefined ? {} : { after }),
  attempts,
});
