import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { UsageError } from '../harness/errors.ts';
import type { DiagnoseFlags } from './diagnose.ts';

/** The address that the user expects the URL to lead to, from any of the options. */
export async function addressMeant({
  expectAddress,
  intendedServer,
}: Pick<DiagnoseFlags, 'expectAddress' | 'intendedServer'>): Promise<string | undefined> {
  if (expectAddress !== undefined && intendedServer !== undefined) {
    throw new UsageError({
      code: 'USAGE_BOTH',
      what: '--expect-address and --intended-server both name the intended server; only one is allowed.',
      next: 'leave one of them out',
    });
  }
  if (expectAddress !== undefined && isIP(expectAddress) === 0) {
    throw new UsageError({
      code: 'USAGE_ADDRESS',
      what: `--expect-address is ${expectAddress}; allowed is an IPv4 or IPv6 address.`,
      next: `for a name there is --intended-server ${expectAddress}`,
    });
  }
  if (intendedServer === undefined) return expectAddress;
  try {
    return (await lookup(intendedServer)).address;
  } catch (cause) {
    throw new UsageError({
      code: 'USAGE_SERVER',
      what: `--intended-server is ${intendedServer}, which resolves to no address (${(cause as NodeJS.ErrnoException).code}).`,
      next: 'give its address: --expect-address 198.51.100.7',
      cause,
    });
  }
}
