import { isIPv6, type Socket } from 'node:net';
import { readText } from './counters.ts';

/** Bytes that the other end of a connection has not acknowledged; undefined if that cannot be read. */
export const unacknowledged = ({
  localAddress = '',
  localPort,
  remotePort,
}: Socket): number | undefined => {
  const text = readText(isIPv6(localAddress) ? '/proc/net/tcp6' : '/proc/net/tcp');
  return text === undefined || localPort === undefined || remotePort === undefined
    ? undefined
    : unacknowledgedIn(text, localPort, remotePort);
};

/**
 * In the text of /proc/net/tcp or tcp6: `tx_queue` of an established connection is what was written less what was
 * acknowledged (net/ipv4/tcp_ipv4.c, get_tcp4_sock).
 */
export const unacknowledgedIn = (
  text: string,
  localPort: number,
  remotePort: number,
): number | undefined => {
  const [local, remote] = [localPort, remotePort].map((port) =>
    port.toString(16).toUpperCase().padStart(4, '0'),
  );
  const row = new RegExp(`^\\s*\\d+: \\w+:${local} \\w+:${remote} 01 (\\w{8}):`, 'm').exec(text);
  return row?.[1] === undefined ? undefined : Number.parseInt(row[1], 16);
};
