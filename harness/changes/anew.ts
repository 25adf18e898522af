import type { Daemon } from '../topology/daemon.ts';
import type { Step } from './change.ts';

/** Restarts the daemon, which loses its state. By SIGKILL, because squid takes two seconds to end. */
export const anew = (daemon: Daemon): Step[] => [
  { kind: 'end', on: daemon.on, name: daemon.name, signal: 'SIGKILL' },
  { kind: 'start', ...daemon },
];
