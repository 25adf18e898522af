import { isIP } from 'node:net';
import { UsageError } from '../../harness/errors.ts';

/** The target of a diagnosis, and its interpretation if it was not given as a URL. */
export interface DiagnosisTarget {
  url: URL;
  /** One sentence that says how a bare host or port was interpreted. */
  taken?: string;
}

const schemes = ['ws:', 'wss:', 'http:', 'https:', 'tcp:'];

/** Ports of services whose protocol badconn does not speak: only their TCP connections are diagnosed. */
const ports: Readonly<Record<string, number>> = {
  ...{ ssh: 22, ftp: 21, smtp: 25, imap: 143, ldap: 389, ldaps: 636, imaps: 993, smtps: 465 },
  ...{ mysql: 3306, mariadb: 3306, postgres: 5432, postgresql: 5432, mssql: 1433 },
  ...{ redis: 6379, rediss: 6379, mongodb: 27_017, amqp: 5672, amqps: 5671, mqtt: 1883 },
  ...{ mqtts: 8883, nats: 4222, kafka: 9092, git: 9418, memcached: 11_211 },
};

/** As browsers interpret them; any other port alone does not tell the protocol. */
const webPorts: Readonly<Record<string, string>> = { 80: 'http', 443: 'https', 8443: 'https' };

/** Parses a URL, or host and port in common notations. Throws `UsageError`. */
export function targetOf(given: string): DiagnosisTarget {
  const text = given.trim();
  const [, scheme, rest = ''] = /^([a-z][a-z\d+.-]*):\/\/(.*)$/is.exec(text) ?? [];
  if (scheme === undefined) return bare(given, text);
  const known = ports[scheme.toLowerCase()];
  if (known !== undefined) {
    // User, password and database are not part of the attempt.
    const place = rest.replace(/^[^/]*@/, '').replace(/[/?#].*$/s, '');
    const url = parsed(given, `tcp://${place}`);
    if (url.port === '') url.port = String(known);
    return { url: checked(given, url), taken: asTcp(url, `${scheme} is not spoken`) };
  }
  return { url: checked(given, parsed(given, text)) };
}

/** `host`, `host:port`, `host:port/path`, `user@host:port`, `host port`, `:port` or `port`. */
function bare(given: string, text: string): DiagnosisTarget {
  const withoutUser = text.replace(/^[^\s/@]+@/, '').replace(/^(\S+)\s+(\d+)$/, '$1:$2');
  const [, authority = '', path = ''] = /^([^/?#]*)(.*)$/s.exec(withoutUser) ?? [];
  const isPort = /^:?\d{1,5}$/.test(authority);
  const place = isPort ? `localhost:${authority.replace(':', '')}` : bracketed(authority);
  const port = /:(\d+)$/.exec(place)?.[1];
  const host = port === undefined ? place : place.slice(0, -port.length - 1);
  const scheme = schemeFor(host, port, path);
  const url = checked(given, parsed(given, `${scheme}://${place}${path}`));
  if (scheme === 'tcp') return { url, taken: asTcp(url, 'no scheme says what is spoken there') };
  return { url, taken: `${given} was taken for ${url.href}; write ws:// or wss:// for WebSocket.` };
}

function schemeFor(host: string, port: string | undefined, path: string): string {
  if (port !== undefined) return webPorts[port] ?? (path === '' ? 'tcp' : 'http');
  // Certificates are usually for public names, not for this machine or a bare address.
  return host === 'localhost' || isIP(host.replace(/^\[|\]$/g, '')) !== 0 ? 'http' : 'https';
}

/** Adds brackets to an authority that is a bare IPv6 address. */
const bracketed = (authority: string): string =>
  isIP(authority) === 6 ? `[${authority}]` : authority;

const asTcp = ({ host }: URL, why: string): string =>
  `Tried as tcp://${host}: ${why}, so only the TCP connection is diagnosed. For more, write http://, https://, ws:// or wss:// before it.`;

function wrong(given: string, why: string): UsageError {
  return new UsageError({
    code: 'USAGE_URL',
    what: `${given === '' ? 'An empty target' : given} cannot be diagnosed: ${why}.`,
    evidence: [
      'allowed: ws:// or wss://host:port/path, http:// or https://host:port/path, tcp://host:port, host:port, host',
    ],
    next: 'npx badconn diagnose ws://127.0.0.1:8080/',
  });
}

/** 16 bits (RFC 9293, 3.1). */
const mostPorts = 65_535;

function parsed(given: string, url: string): URL {
  const port = /^[a-z]+:\/\/[^/?#]*:(\d+)(?:[/?#]|$)/i.exec(url)?.[1];
  if (port !== undefined && Number(port) > mostPorts)
    throw wrong(given, `its port is ${port}, and the highest is ${mostPorts}`);
  if (port !== undefined && Number(port) === 0)
    throw wrong(given, `its port is ${port}, and the lowest is 1`);
  if (!URL.canParse(url)) throw wrong(given, 'it is neither a URL nor a host');
  return new URL(url);
}

function checked(given: string, url: URL): URL {
  if (!schemes.includes(url.protocol))
    throw wrong(given, `its scheme is ${url.protocol.slice(0, -1)}`);
  if (url.hostname === '') throw wrong(given, 'it names no host');
  if (url.protocol === 'tcp:' && url.port === '') throw wrong(given, 'it names no port');
  return url;
}
