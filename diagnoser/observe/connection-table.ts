import { latestOf, rise } from './counters.ts';
import { observation } from './observation.ts';

/**
 * Connection tracking table of the server's firewall (nf_conntrack): packets discarded while the client tried (drop
 * in /proc/net/stat/nf_conntrack), number of entries, and the limit.
 */
export const connectionTable = observation({
  name: 'connectionTable',
  read: (connection) => {
    const { sysctls } = latestOf(connection.evidence) ?? {};
    if (sysctls === undefined) return undefined;
    const held = Number(sysctls['net.netfilter.nf_conntrack_count'] ?? 0);
    const most = Number(sysctls['net.netfilter.nf_conntrack_max'] ?? 0);
    const discarded = rise(connection, 'Conntrack.drop') ?? 0;
    return { discarded, held, most, isFull: discarded > 0 || (most > 0 && held >= most) };
  },
  tell: ({ discarded, held, isFull, most }) =>
    isFull
      ? `The connection table of the server's firewall has ${held} of ${most} entries${discarded > 0 ? `, and discarded ${discarded} packets while the client tried` : ''}.`
      : undefined,
  identifies: {},
});
