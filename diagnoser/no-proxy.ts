import type { Target } from './evidence.ts';

/** The entries of NO_PROXY that name this host, or this port of it, and not a group of hosts (curl(1)). */
export const entriesFor = ({ host, port }: Pick<Target, 'host' | 'port'>): string[] => [
  host,
  `${host}:${port}`,
];
