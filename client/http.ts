import { isIP, type Socket } from 'node:net';

/**
 * node:http, for programs that start in every lab. Importing it by name reads all of its exports,
 * undici's among them, which costs each start 45 ms.
 */
export const { get, request } = process.getBuiltinModule('node:http');

/** Loaded where it is needed: TLS costs as much as all the rest of a client. */
export const secureGet = (): typeof get => process.getBuiltinModule('node:https').get;

/** The authorities that Node brings along, those that the system trusts, and others as PEM. */
export function trusted(also?: string): { ca: string[] } {
  const { getCACertificates } = process.getBuiltinModule('node:tls');
  const own = also === undefined ? [] : [also];
  return { ca: [...getCACertificates('default'), ...getCACertificates('system'), ...own] };
}

/** TLS over a connection that stands, as a tunnel of a proxy does. */
export function secured(socket: Socket, hostname: string): Socket {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  // An address is no name that a certificate is chosen by (RFC 6066, 3).
  const servername = isIP(host) === 0 ? host : '';
  return process.getBuiltinModule('node:tls').connect({ socket, host, servername, ...trusted() });
}
