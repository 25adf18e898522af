import type { Socket } from 'node:net';
import type { PeerCertificate, TLSSocket } from 'node:tls';
import type { Certificate, Evidence, Handshake, Validity } from '../evidence.ts';
import { patience } from './patience.ts';

/**
 * TLS over a connection that stands, with whatever certificate the server has: it is kept in the evidence.
 * Undefined, and a handshake that failed in the evidence, where it fails or the certificate is not accepted.
 */
export const secure = async (
  socket: Socket,
  evidence: Evidence,
  deadlineMs: number,
): Promise<Socket | undefined> => {
  const { target, handshakes } = evidence;
  const [tls, { isIP }] = await Promise.all([import('node:tls'), import('node:net')]);
  // What Node brings along, and the store of the system.
  const ca = [...tls.getCACertificates('default'), ...tls.getCACertificates('system')];
  const started = performance.now();
  const { promise, resolve } = Promise.withResolvers<TLSSocket | undefined>();
  // An address is no name that a certificate is chosen by (RFC 6066, 3).
  const servername = isIP(target.host) === 0 ? target.host : '';
  const { host } = target;
  const stream = tls.connect({ socket, ca, host, servername, rejectUnauthorized: false });
  let failed = false;
  const fail = (answer: 'failed' | 'silence', code?: string): void => {
    if (failed) return;
    failed = true;
    const afterMs = Math.round(performance.now() - started);
    const base: Handshake = { asked: 'tls', port: target.port, answer, afterMs };
    handshakes.push(code === undefined ? base : { ...base, code });
    stream.destroy();
    resolve(undefined);
  };
  const waiting = patience(deadlineMs, () => fail('silence'));
  stream.once('secureConnect', () => {
    stream.removeAllListeners('error').on('error', () => undefined);
    evidence.certificate = {
      ...read(stream, ca),
      port: target.port,
      fits: tls.checkServerIdentity(host, stream.getPeerCertificate()) === undefined,
      ...(servername === '' ? {} : { serverName: servername }),
    };
    if (stream.authorized) resolve(stream);
    // Node has the code here, which its types call an error.
    else fail('failed', String(stream.authorizationError));
  });
  stream.on('error', (error: NodeJS.ErrnoException) => fail('failed', error.code ?? error.message));
  const secured = await promise;
  waiting.end();
  return secured;
};

const minuteMs = 60_000;
/** More than any chain has. */
const mostCertificates = 10;

/** That of the server first, each followed by whoever signed it, as far as they are known. */
const chainOf = (stream: TLSSocket): [PeerCertificate, ...PeerCertificate[]] => {
  let last = stream.getPeerCertificate(true);
  const chain: [PeerCertificate, ...PeerCertificate[]] = [last];
  // One that signed itself is its own issuer.
  while (chain.length < mostCertificates && !chain.includes(last.issuerCertificate)) {
    last = last.issuerCertificate;
    // Absent where the issuer is not known, which the types do not say.
    if (last === undefined) break;
    chain.push(last);
  }
  return chain;
};

const read = (
  stream: TLSSocket,
  ca: readonly string[],
): Omit<Certificate, 'port' | 'fits' | 'serverName'> => {
  const chain = chainOf(stream);
  const takenAtMs = Date.now();
  const inMinutes = (date: string): number => Math.round((Date.parse(date) - takenAtMs) / minuteMs);
  const validity = ({ issuer, valid_from, valid_to }: PeerCertificate): Validity => ({
    issuer: [issuer.CN ?? issuer.O ?? ''].flat().join(', '),
    startsInMinutes: inMinutes(valid_from),
    endsInMinutes: inMinutes(valid_to),
  });
  const [own, ...above] = chain;
  // The base64 between the first line of PEM and the last.
  const known = new Set(ca.map((pem) => pem.replaceAll(/-----.*?-----|\s/g, '')));
  return {
    ...validity(own),
    takenAtMs,
    protocol: stream.getProtocol() ?? 'unknown',
    validFor: (own.subjectaltname ?? '')
      .split(', ')
      .map((name) => name.replace(/^(DNS|IP Address):/, ''))
      .filter((name) => name !== ''),
    isTrusted: chain.some(({ raw }) => known.has(raw.toString('base64'))),
    above: above.map(validity),
  };
};
