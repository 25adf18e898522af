import type { Change } from './change.ts';
import { deleteRule, insertRule } from './firewall-rule.ts';
import { setSysctl } from './sysctl.ts';

/** Default timeout: five days (Documentation/networking/nf_conntrack-sysctl.rst). */
const usualSeconds = 432_000;
/** Longer than a busy machine delays the first request of a connection. */
const forgetsAfterSeconds = 2;
const timeout = 'net.netfilter.nf_conntrack_tcp_timeout_established';
/** Whether conntrack picks up an established connection that it does not know. */
const loose = 'net.netfilter.nf_conntrack_tcp_loose';
const unknown = '-m conntrack --ctstate INVALID -j DROP';

/**
 * A router with a stateful firewall forgets a connection after two idle seconds, and drops packets of unknown
 * connections.
 */
export const forgetIdle = <const H extends string>(on: H): Change<H> => ({
  verb: 'forgetIdle',
  on,
  says: 'a stateful firewall forgets what is idle for two seconds',
  // The parameters exist only once a rule has loaded connection tracking.
  apply: ({ ipVersion }) => [
    insertRule(on, 'FORWARD', unknown, ipVersion),
    setSysctl(on, loose, '0'),
    setSysctl(on, timeout, String(forgetsAfterSeconds)),
  ],
  undo: ({ ipVersion }) => [
    setSysctl(on, timeout, String(usualSeconds)),
    setSysctl(on, loose, '1'),
    deleteRule(on, 'FORWARD', unknown, ipVersion),
  ],
});

/** A router's firewall remembers idle connections for five days, the default of Linux. */
export const rememberIdle = <const H extends string>(on: H): Change<H> => ({
  verb: 'rememberIdle',
  on,
  says: 'the firewall remembers what is idle for five days',
  apply: () => [setSysctl(on, timeout, String(usualSeconds))],
  undo: () => [setSysctl(on, timeout, String(forgetsAfterSeconds))],
});
