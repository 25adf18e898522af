/** A capability of Linux without its prefix, as setpriv(1) takes it (capabilities(7)). */
export type Capability =
  | 'chown'
  | 'dac_override'
  | 'fowner'
  | 'fsetid'
  | 'kill'
  | 'net_admin'
  | 'net_bind_service'
  | 'net_raw'
  | 'setgid'
  | 'setuid'
  | 'sys_chroot'
  | 'sys_ptrace';

/**
 * What root can do in a host: everything with its files, users and network. It cannot mount, make device
 * nodes, load modules, or leave its root file system.
 */
export const rootOfHost: readonly Capability[] = [
  ...(['chown', 'dac_override', 'fowner', 'fsetid', 'kill'] as const),
  ...(['net_admin', 'net_bind_service', 'net_raw', 'setgid', 'setuid', 'sys_ptrace'] as const),
];

/** What the agent itself needs besides: to build hosts, to enter them, and to give up rights there. */
export const ofAgent = ['sys_admin', 'sys_chroot', 'setpcap', 'mknod'] as const;

/**
 * Root loses what its bounding set lacks when the next program is executed (capabilities(7)). One exec
 * of setpriv(1), without a process of its own.
 */
export const limitedTo = (
  capabilities: readonly (Capability | (typeof ofAgent)[number])[],
): string[] => [
  ...['setpriv', `--bounding-set=${['-all', ...capabilities.map((one) => `+${one}`)].join(',')}`],
  ...['--inh-caps=-all', '--'],
];
