import type { Change } from './change.ts';
import { towards } from './hold-ports.ts';

/** A client program opens connections and closes each one first (TIME_WAIT), until no local port is left. */
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
  // TIME_WAIT lasts a minute (net/ipv4/tcp_minisocks.c) unless the socket is destroyed.
  undo: ({ aim }) => [
    { kind: 'run', on, argv: ['ss', '-K', 'state', 'time-wait', `( dport = ${aim.port} )`] },
  ],
});
