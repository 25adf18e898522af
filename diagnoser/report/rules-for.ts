import type { FirewallRule } from '../../vocabulary/index.ts';
import { rulesMetBy } from './let-in.ts';
import { mayBeFrom } from './sources.ts';

/**
 * Rules that a SYN of the client can reach, and whose source may be the client.
 *
 * @param own addresses of the client, if they are known.
 */
export const rulesFor = (
  all: readonly FirewallRule[],
  { address, own, port }: { address: string; own: readonly string[] | undefined; port: number },
): FirewallRule[] => rulesMetBy(all, port).filter((rule) => mayBeFrom(rule, address, own));
