import type { Daemon } from '../topology/daemons.ts';
import type { Step } from './change.ts';

/** The daemon starts anew: it has forgotten what it knew. Killed, as squid takes two seconds to end. */
export const anew = (daemon: Daemon): Step[] => [
  { kind: 'end', on: daemon.on, program: daemon.name, signal: 'SIGKILL' },
  { kind: 'daemon', ...daemon },
];
