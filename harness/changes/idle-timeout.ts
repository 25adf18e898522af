import type { Change } from './change.ts';
import { deleteRule, insertRule } from './firewall-rule.ts';
import { setSysctl } from './sysctl.ts';

/** Documentation/networking/nf_conntrack-sysctl.rst: five days. */
const usualSeconds = 432_000;
/** Longer than a busy machine lets a connection wait for its first question. */
const forgetsAfterSeconds = 2;
const timeout = 'net.netfilter.nf_conntrack_tcp_timeout_established';
/** Whether a connection is taken up again by a packet in its midst. */
const loose = 'net.netfilter.nf_conntrack_tcp_loose';
const unknown = '-m conntrack --ctstate INVALID -j DROP';

/**
 * A router with a stateful firewall forgets a connection on which nothing was said for two seconds, and discards
 * the packets of connections that it does not know.
 */
export const forgetIdle = <const H extends string>(on: H): Change<H> => ({
  verb: 'forgetIdle',
  on,
  says: 'a stateful firewall forgets what is idle for two seconds',
  // The parameters are there when a rule has called for the table of connections.
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

/** The firewall of a router remembers idle connections for five days, as Linux does by default. */
export const rememberIdle = <const H extends string>(on: H): Change<H> => ({
  verb: 'rememberIdle',
  on,
  says: 'the firewall remembers what is idle for five days',
  apply: () => [setSysctl(on, timeout, String(usualSeconds))],
  undo: () => [setSysctl(on, timeout, String(forgetsAfterSeconds))],
});
