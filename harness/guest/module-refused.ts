import { realpathSync } from 'node:fs';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../errors.ts';
import type { Conversation } from '../events.ts';
import { printable } from '../report/look.ts';
import type { ModuleDiagnoser } from './connector.ts';
import { refusedMark } from './recorded-hosts.ts';

const why =
  'A recorded address belonged to a lab; on the network of this machine it is somebody else.';

/**
 * badconn's own diagnoser connects to the target, so it is not asked about recorded cases.
 *
 * @throws UsageError if the file is one of its files.
 */
export function refuseOwnProber({ name, file }: ModuleDiagnoser): void {
  const own = realpathSync(fileURLToPath(new URL('../../diagnoser/', import.meta.url)));
  if (!realpathSync(file).startsWith(own.endsWith(sep) ? own : own + sep)) return;
  throw new UsageError({
    code: 'USAGE_MODULE_PROBES',
    what: `--diagnoser is ${name}: badconn's own diagnoser, which connects to the recorded addresses.`,
    evidence: [why, 'Allowed is a module that answers from the request alone.'],
    next: 'npx badconn run --diagnoser reference, in labs; badconn replay <file> concludes again from kept evidence',
  });
}

/** The error for a module that refuse-recorded.ts has stopped; undefined if it was not stopped. */
export function probeRefused(
  { name }: ModuleDiagnoser,
  { signal, stderr }: Pick<Conversation, 'signal' | 'stderr'>,
): UsageError | undefined {
  const at = stderr.lastIndexOf(`\n${refusedMark}`);
  if (signal !== 'SIGKILL' || at === -1) return undefined;
  const [tried = ''] = stderr.slice(at + 1 + refusedMark.length).split('\n', 1);
  return new UsageError({
    code: 'USAGE_MODULE_PROBES',
    what: `${name} was stopped before ${printable(tried)}, a host of the recorded case.`,
    evidence: [why, 'Allowed is a module that answers from the request alone.'],
    next: 'give a diagnoser that probes as a folder, which runs in labs: --diagnoser cmd:<folder>',
  });
}
