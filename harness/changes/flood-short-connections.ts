import type { Change } from './change.ts';
import { towards } from './hold-ports.ts';

/** A program of the client opens connections and closes each first, until no port is left. */
export const floodShortConnections = <const H extends string>(on: H): Change<H> => ({
  verb: 'floodShortConnections',
  on,
  connects: true,
  // TCP_TIMEWAIT_LEN (include/net/tcp.h).
  lastsMs: 60_000,
  says: 'short-lived connections to the server have left every local port in TIME_WAIT',
  apply: (placement) => [
    { kind: 'finish', on, program: 'flood-short-connections', flags: towards(placement) },
  ],
  // What is in TIME_WAIT stays there for a minute (net/ipv4/tcp_minisocks.c) unless it is destroyed.
  undo: ({ aim }) => [
    { kind: 'run', on, argv: ['ss', '-K', 'state', 'time-wait', `( dport = ${aim.port} )`] },
  ],
});
