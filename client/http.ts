import { isIP, type Socket } from 'node:net';

/**
 * node:http for programs that start in every lab. A named import reads all of its exports,
 * including undici's, which costs 45 ms at each start.
 */
export const { get, request } = process.getBuiltinModule('node:http');

/** Loaded on demand: TLS costs as much time as the rest of the client. */
export const secureGet = (): typeof get => process.getBuiltinModule('node:https').get;

/** The certificate authorities of Node, those of the system, and more as PEM. */
export function trusted(also?: string): { ca: string[] } {
  const { getCACertificates } = process.getBuiltinModule('node:tls');
  const own = also === undefined ? [] : [also];
  return { ca: [...getCACertificates('default'), ...getCACertificates('system'), ...own] };
}

/** TLS over an established connection, such as the tunnel of a proxy. */
export function secured(socket: Socket, hostname: string): Socket {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  // SNI takes names only, no addresses (RFC 6066, 3).
  const servername = isIP(host) === 0 ? host : '';
  return process.getBuiltinModule('node:tls').connect({ socket, host, servername, ...trusted() });
}
