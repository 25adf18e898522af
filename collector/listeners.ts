import type { Listener } from '../vocabulary/index.ts';

/** Lines of `ss -Hltnp`: state, Recv-Q, Send-Q, local address:port, peer, users:(("name",pid=…)). */
export const listenersIn = (lines: readonly string[]): Listener[] => lines.flatMap(listenerIn);

const listenerIn = (line: string): Listener[] => {
  const [, queued, backlog, local, port, rest = ''] =
    /^LISTEN\s+(\d{1,9})\s+(\d{1,10})\s+(\S+):(\d{1,5})\s+\S+(.*)$/.exec(line.trim()) ?? [];
  if (local === undefined) return [];
  // `[fe80::1]%eth0` and `127.0.0.53%lo`: the interface is no part of the address.
  const address = local.replace(/[[\]]/g, '').replace(/%.*$/, '');
  const [, process, pid] = /users:\(\("([^"]*)",pid=(\d{1,10})/.exec(rest) ?? [];
  return [
    {
      address,
      port: Number(port),
      family: familyOf(address),
      queued: Number(queued),
      backlog: Number(backlog),
      ...(process === undefined ? {} : { process, pid: Number(pid) }),
    },
  ];
};

/** ss prints `*` for an IPv6 socket that takes IPv4 as well, and `[::]` when IPV6_V6ONLY is set. */
const familyOf = (address: string): Listener['family'] => {
  if (address === '*') return 'both';
  if (address.startsWith('::ffff:')) return 'ipv4';
  return address.includes(':') ? 'ipv6' : 'ipv4';
};
