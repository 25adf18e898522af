import type { Daemon } from '../topology/daemon.ts';
import type { Step } from './change.ts';

/** The daemon starts anew: it has forgotten what it knew. Killed, as squid takes two seconds to end. */
export const anew = (daemon: Daemon): Step[] => [
  { kind: 'end', on: daemon.on, name: daemon.name, signal: 'SIGKILL' },
  { kind: 'start', ...daemon },
];
