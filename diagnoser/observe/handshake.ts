import type { Evidence, Handshake } from '../evidence.ts';
import { protocolOf } from './beginnings.ts';
import { observation, type Identifying } from './observation.ts';
import { pageOf } from './pages.ts';
import { missingGreeting } from './speaks-first.ts';
import type { Speech } from './speech.ts';

/** Fields of every handshake that hold a server's own words. */
export const ofHandshake = {
  firstBytes: 'said',
  reason: 'said',
  closeReason: 'said',
  headers: 'headers',
} as const satisfies Record<string, Identifying>;

/** Answer of the server to the request that the url implies. */
export const handshake = observation({
  name: 'handshake',
  read: ({ evidence }) => evidence.handshakes.find(({ asked }) => asked === askedFirst(evidence)),
  tell: (handshake, { evidence, speech }) => {
    if (handshake.asked === 'tls') return tlsSentence(handshake);
    const second = evidence.handshakes.find(
      ({ asked }) => asked !== handshake.asked && asked === 'websocket',
    );
    const confirmed =
      second === undefined ? '' : ` Asked for WebSocket instead, it ${answerOf(second)}.`;
    return `Asked ${question(handshake)}: the server ${answerOf(handshake)}.${confirmed}${meaningOf(handshake, speech)}${ofItsOwn(handshake, speech)}${beginning(handshake)}${notTaken(handshake)}`;
  },
  identifies: ofHandshake,
});

/**
 * Over plain TCP nothing is requested: an accepted connection shows neither the protocol nor that the service
 * works.
 */
const meaningOf = (handshake: Handshake, speech: Speech | undefined): string => {
  const { accepted, answer, asked, ended } = handshake;
  const { mayBeLate, protocol } = missingGreeting(handshake) ?? {};
  if (protocol !== undefined)
    return ` The connection stands. By its number the port is of ${protocol}, where the server speaks first${mayBeLate ? ', though it may take its time' : ''}.`;
  if (speech === undefined || (accepted && ended)) return '';
  if (asked !== 'nothing' || speech !== 'as-asked') return meaning[speech];
  return answer === 'silence'
    ? ' The connection stands. What the server speaks, and whether it goes on to serve, is not known.'
    : ' It speaks by itself.';
};

/** A redirect or a 4xx status is an answer of the service. */
const ofItsOwn = ({ asked, status = 0 }: Handshake, speech: Speech | undefined): string =>
  speech === 'as-asked' && asked === 'http' && status >= 300
    ? ` The status ${status} is its own answer.`
    : '';

/**
 * Upper limit of a delayed acknowledgement is 500 ms (RFC 1122, 4.2.3.2); a lost segment is repeated meanwhile.
 */
const acknowledgedMs = 1000;
/** Content of a packet of 576 bytes, which every host takes (RFC 791, 3.1) and every link of use carries. */
const shortBytes = 536;

/**
 * Whether nobody acknowledged a short request: the kernel of a machine acknowledges for a process that is stopped or
 * busy, too.
 */
export const isShortLost = ({ afterMs, answer, unacknowledged = 0 }: Handshake): boolean =>
  answer === 'silence' &&
  afterMs >= acknowledgedMs &&
  unacknowledged > 0 &&
  unacknowledged <= shortBytes;

const notTaken = (handshake: Handshake): string =>
  isShortLost(handshake)
    ? ` Its ${handshake.unacknowledged} bytes were sent again and again, and no machine acknowledged them.`
    : '';

const askedFirst = ({ target, handshakes }: Evidence): Handshake['asked'] => {
  if (handshakes.some(({ asked }) => asked === 'tls')) return 'tls';
  if (target.scheme === 'tcp') return 'nothing';
  return target.scheme.startsWith('ws') ? 'websocket' : 'http';
};

export const answerOf = ({
  accepted,
  afterMs,
  answer,
  closeCode,
  closeReason,
  code,
  ended,
  firstBytes,
  reason,
  status,
}: Handshake): string => {
  if (answer === 'other-bytes') return `sent ${JSON.stringify(firstBytes?.slice(0, 40) ?? '')}`;
  if (answer === 'silence') return `said nothing for ${afterMs} ms`;
  if (answer === 'closed') return `closed the connection after ${afterMs} ms`;
  if (answer === 'failed') return `broke off after ${afterMs} ms (${code ?? 'no code'})`;
  if (accepted && ended) {
    const why = closeReason === undefined ? '' : `, ${JSON.stringify(closeReason)}`;
    const how =
      code !== undefined
        ? `by a reset (${code})`
        : closeCode === undefined
          ? 'without a close code'
          : `with close code ${closeCode}${why}`;
    return `accepted after ${afterMs} ms, and ended the connection at once, ${how}`;
  }
  const key = accepted === false ? ', with a wrong Sec-WebSocket-Accept' : '';
  return `answered HTTP ${status ?? '?'}${reason ? ` ${reason}` : ''}${key} after ${afterMs} ms`;
};

const question = ({ asked, port }: Handshake): string => {
  if (asked === 'nothing') return `port ${port} nothing`;
  return asked === 'websocket'
    ? `port ${port} to upgrade to WebSocket`
    : `port ${port} by HTTP GET`;
};

const beginning = ({ answer, firstBytes = '', headers = {} }: Handshake): string => {
  if (answer === 'http') {
    const words = pageOf(firstBytes)?.words.replaceAll(/\s+/g, ' ');
    if (words !== undefined) return ` It says ${JSON.stringify(words)}.`;
  }
  const protocol = answer === 'other-bytes' ? protocolOf(firstBytes) : undefined;
  if (protocol !== undefined) return ` So begins ${protocol}.`;
  return /^workerman/i.test(headers['server'] ?? '') ? ' It calls itself Workerman.' : '';
};

const meaning: Record<Speech, string> = {
  'as-asked': ' It speaks the protocol of the url.',
  'http-instead': ' It speaks HTTP and did not take the upgrade.',
  'websocket-instead': ' It speaks WebSocket and nothing else.',
  'tls-instead': ' It speaks TLS, and nothing without it.',
  'certificate-wanted': ' It misses a certificate of the client.',
  'not-upgraded':
    ' It asks for an upgrade, and was asked for one: the request did not come to it whole.',
  refusal: ' It answers, and does not want this request.',
  redirect: ' It sends the client elsewhere.',
  gateway:
    ' The status speaks of a failure of the server, or of something in between that cannot reach it.',
  'http2-instead': ' It speaks HTTP/2.',
  'cut-off': ' It speaks HTTP.',
  unfinished: ' It speaks HTTP.',
  full: ' It takes no more clients.',
  'not-http': ' That is neither HTTP nor WebSocket.',
  nothing: ' That is no answer.',
};

/** OpenSSL's X509_V_ERR_… as Node names them, and Node's own code for a name mismatch. */
export const aboutCertificate =
  /CERT|SELF_SIGNED|UNABLE_TO|ISSUER|INVALID_CA|PATH_LENGTH|HOSTNAME_MISMATCH|ALTNAME/;

const tlsSentence = ({ port, answer, code = '', afterMs }: Handshake): string => {
  const asked = `Asked port ${port} for TLS`;
  if (answer === 'silence') return `${asked}: nothing came back. The connection stands.`;
  return aboutCertificate.test(code)
    ? `${asked}: this machine does not accept the certificate of the server (${code}, after ${afterMs} ms). The connection stands, and the server speaks TLS.`
    : `${asked}: it failed after ${afterMs} ms (${code}). The connection stands; TLS does not.`;
};
