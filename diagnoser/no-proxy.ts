import type { Target } from './evidence.ts';

/** Entries of NO_PROXY for only this host, or this port of it, not for a group of hosts (curl(1)). */
export const entriesFor = ({ host, port }: Pick<Target, 'host' | 'port'>): string[] => [
  host,
  `${host}:${port}`,
];
