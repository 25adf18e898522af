import { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import type { PeerCertificate, TLSSocket } from 'node:tls';
import type { Certificate, Evidence, Handshake, Target, Validity } from '../evidence.ts';
import { alertIn, shakeHands } from './handshake.ts';
import { patience } from './patience.ts';

/** Outcome of the TLS handshake: an established stream, or the failure; and the certificate, if one was sent. */
export interface Secured {
  stream?: Socket;
  failed?: Handshake;
  certificate?: Certificate;
}

/** Starts TLS on an established connection, and accepts any certificate. Never rejects. */
export const secure = async (
  socket: Socket,
  { target }: Pick<Evidence, 'target'>,
  deadlineMs: number,
): Promise<Secured> => {
  const [tls, { isIP }] = await Promise.all([import('node:tls'), import('node:net')]);
  // Node's built-in certificates, and the system's store.
  const ca = [...tls.getCACertificates('default'), ...tls.getCACertificates('system')];
  const started = performance.now();
  const { promise, resolve } = Promise.withResolvers<Secured>();
  // SNI never holds an address (RFC 6066, 3).
  const servername = isIP(target.host) === 0 ? target.host : '';
  const { host, port } = target;
  const stream = tls.connect({ socket, ca, host, servername, rejectUnauthorized: false });
  const failure = (answer: 'failed' | 'silence', code?: string, alert?: number): Handshake => ({
    ...{ asked: 'tls', port, answer, afterMs: Math.round(performance.now() - started) },
    ...(code === undefined ? {} : { code }),
    ...(alert === undefined ? {} : { alert }),
  });
  const fail = (failed: Handshake): void => {
    stream.destroy();
    resolve({ failed });
  };
  const waiting = patience(deadlineMs, () => fail(failure('silence')));
  stream.once('secureConnect', () => {
    stream.removeAllListeners('error').on('error', () => undefined);
    const certificate = {
      ...read(stream, ca),
      port,
      fits: tls.checkServerIdentity(host, stream.getPeerCertificate()) === undefined,
      ...(servername === '' ? {} : { serverName: servername }),
    };
    if (stream.authorized) return resolve({ stream, certificate });
    // At runtime this is an error code, though Node's types say Error.
    const failed = failure('failed', String(stream.authorizationError));
    void beside(stream, certificate, target).then((known) =>
      resolve({ failed, certificate: known }),
    );
  });
  stream.on('error', (error: NodeJS.ErrnoException) =>
    fail(failure('failed', error.code ?? error.message, alertIn(error.message))),
  );
  const secured = await promise;
  waiting.end();
  return secured;
};

const longestMs = 400;

/** If the dates do not fit, one of two clocks may be wrong: asks the server for its own. */
const beside = async (
  stream: TLSSocket,
  certificate: Certificate,
  target: Target,
): Promise<Certificate> => {
  const isWithin = [certificate, ...certificate.above].every(
    ({ startsInMinutes, endsInMinutes }) => startsInMinutes <= 0 && endsInMinutes >= 0,
  );
  if (isWithin) {
    stream.destroy();
    return certificate;
  }
  const { headers = {} } = await shakeHands(stream, 'http', target, target.port, longestMs);
  const ahead = (Date.parse(headers['date'] ?? '') - Date.now()) / minuteMs;
  return Number.isNaN(ahead)
    ? certificate
    : { ...certificate, serverAheadMinutes: Math.round(ahead) + 0 };
};

const minuteMs = 60_000;
/** Upper bound on the length of a chain. */
const mostCertificates = 10;

/** Self-signed: subject and issuer are equal, and its own key verifies it (RFC 5280, 6.1). */
const isSelfSigned = ({ raw }: PeerCertificate): boolean => {
  const certificate = new X509Certificate(raw);
  return certificate.subject === certificate.issuer && certificate.verify(certificate.publicKey);
};

/** The server's certificate, then its known issuers in order. */
const chainOf = (stream: TLSSocket): [PeerCertificate, ...PeerCertificate[]] => {
  let last = stream.getPeerCertificate(true);
  const chain: [PeerCertificate, ...PeerCertificate[]] = [last];
  // A self-signed certificate is its own issuer.
  while (chain.length < mostCertificates && !chain.includes(last.issuerCertificate)) {
    last = last.issuerCertificate;
    // Undefined if the issuer is not known, contrary to the types.
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
  // The base64 body of the PEM text.
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
    isWhole: isSelfSigned(chain.at(-1) ?? own),
  };
};
