import type { Listener } from '../vocabulary/index.ts';

/**
 * Lines of `ss -Hltnp`: state, Recv-Q, Send-Q, local address:port, peer, users:(("name",pid=…)).
 *
 * @param addressLines those of `ip -o addr show`.
 */
export const listenersIn = (
  lines: readonly string[],
  addressLines: readonly string[] = [],
): Listener[] => lines.flatMap((line) => listenerIn(line, addressLines));

const listenerIn = (line: string, addressLines: readonly string[]): Listener[] => {
  const [, queued, backlog, local, port, rest = ''] =
    /^LISTEN\s+(\d{1,9})\s+(\d{1,10})\s+(\S+):(\d{1,5})\s+\S+(.*)$/.exec(line.trim()) ?? [];
  if (local === undefined) return [];
  // `[fe80::1]%eth0` and `127.0.0.53%lo`: the interface is no part of the address.
  const [address = '', device] = local.replace(/[[\]]/g, '').split('%');
  const [, process, pid] = /users:\(\("([^"]*)",pid=(\d{1,10})/.exec(rest) ?? [];
  return [
    {
      address,
      port: Number(port),
      family: familyOf(address),
      queued: Number(queued),
      backlog: Number(backlog),
      ...(process === undefined ? {} : { process, pid: Number(pid), pids: pidsIn(rest) }),
      // The zone of a link-local address is no such bond.
      ...(device === undefined || /^fe[89ab]/i.test(address)
        ? {}
        : { device, deviceAddresses: addressesOf(device, addressLines) }),
    },
  ];
};

/** ss prints `*` for an IPv6 socket that takes IPv4 as well, and `[::]` when IPV6_V6ONLY is set. */
const familyOf = (address: string): Listener['family'] => {
  if (address === '*') return 'both';
  if (address.startsWith('::ffff:')) return 'ipv4';
  return address.includes(':') ? 'ipv6' : 'ipv4';
};

/** `2: eth0    inet 10.0.0.2/24 …`, and `eth0@if3` for one of a pair. */
const addressesOf = (device: string, lines: readonly string[]): string[] =>
  lines.flatMap((line) => {
    const [, name, address] = /^\d+:\s+([^\s@]+)\S*\s+inet6?\s+([^\s/]+)/.exec(line.trim()) ?? [];
    return name === device && address !== undefined ? [address] : [];
  });

const pidsIn = (users: string): number[] => [
  ...new Set([...users.matchAll(/",pid=(\d{1,10})/g)].map(([, pid]) => Number(pid))),
];
