import type { Evidence, Handshake } from '../evidence.ts';
import { isHttp2, isTlsAlert } from './beginnings.ts';
import { lacksCertificate } from './lacks-certificate.ts';
import { changesAnswer } from './changes-answer.ts';
import { pageOf } from './pages.ts';
import { missingGreeting } from './speaks-first.ts';

/**
 * What a server that accepted speaks.
 *
 * - `as-asked`: the protocol of the url;
 * - `http-instead`: HTTP, from a server that seems to know nothing of WebSocket there;
 * - `websocket-instead`: only WebSocket;
 * - `certificate-wanted`: TLS, and it demands a client certificate;
 * - `not-upgraded`: it demands an upgrade, although the client requested one;
 * - `refusal`: it rejects this request, for its client, origin, path or host name;
 * - `redirect`: it redirects the client;
 * - `gateway`: an error status of a proxy about the server behind it, or a failure of the server;
 * - `tls-instead`, `http2-instead`: these, by their first bytes or a message of the server;
 * - `cut-off`: HTTP whose content ends early;
 * - `unfinished`: HTTP whose content stalls;
 * - `full`: it says that it takes no more clients;
 * - `not-http`: other bytes;
 * - `nothing`: no byte.
 */
export type Speech =
  | 'as-asked'
  | 'http-instead'
  | 'websocket-instead'
  | 'certificate-wanted'
  | 'not-upgraded'
  | 'refusal'
  | 'redirect'
  | 'gateway'
  | 'tls-instead'
  | 'http2-instead'
  | 'cut-off'
  | 'unfinished'
  | 'full'
  | 'not-http'
  | 'nothing';

export const speechOf = (evidence: Evidence): Speech => {
  const { target, handshakes, hellos = [] } = evidence;
  const isPlain = target.scheme === 'ws' || target.scheme === 'http';
  if (isPlain && hellos.some(({ answer }) => answer === 'hello')) return 'tls-instead';
  if (!isPlain && handshakes.some((one) => lacksCertificate(one, hellos)))
    return 'certificate-wanted';
  return answeredSpeech(evidence);
};

const answeredSpeech = ({
  attempts,
  content,
  ledToGateway,
  symptom,
  target,
  handshakes,
  retries = [],
}: Evidence): Speech => {
  // Every connection was reset before anything could be read.
  if (attempts.every(({ code }) => code !== 'connected')) return 'nothing';
  const websocket = handshakes.find(({ asked }) => asked === 'websocket');
  if (target.scheme === 'tcp') {
    return rawSpeech(
      handshakes.find(({ asked }) => asked === 'nothing'),
      symptom,
    );
  }
  if (target.scheme.startsWith('ws')) return websocketSpeech(websocket);
  const http = handshakes.find(({ asked }) => asked === 'http');
  if (websocket?.accepted === true) return 'websocket-instead';
  const speech = ledToGateway === undefined ? httpSpeech(http) : 'redirect';
  // A server that answers differently to another name, or before any request, is not the requested service.
  const isAnothers = retries.some((retry) => changesAnswer(retry));
  if (speech === 'as-asked' && isCutOff(content)) return 'cut-off';
  if (speech === 'as-asked' && content?.isStuck === true) return 'unfinished';
  return speech === 'as-asked' && isAnothers ? 'refusal' : speech;
};

const isCutOff = (content: Evidence['content']): boolean =>
  content?.end === 'reset' || content?.end === 'closed';

/**
 * Plain TCP needs no more than an open connection, and the greeting of a protocol that has one. Evidence of older versions has no such handshake. A plain client
 * that got no answer on an established connection has waited longer than this probe.
 */
const rawSpeech = (heard: Handshake | undefined, { code, stage }: Evidence['symptom']): Speech => {
  if (heard === undefined) return 'as-asked';
  if (heard.answer === 'silence') {
    const isMissed = stage === 'exchange' && isSilent.includes(code);
    return isMissed || missingGreeting(heard) !== undefined ? 'nothing' : 'as-asked';
  }
  if (heard.answer !== 'other-bytes') return 'nothing';
  const page = pageOf(heard.firstBytes)?.page;
  if (page === 'full') return 'full';
  if (page === 'address') return 'refusal';
  return heard.ended ? 'nothing' : 'as-asked';
};

const isSilent = ['silence', 'ETIMEDOUT'];

const httpSpeech = (answer: Handshake | undefined): Speech => {
  if (answer === undefined) return 'nothing';
  if (answer.answer !== 'http') return bytesSpeech(answer);
  const { status = 0, firstBytes } = answer;
  const page = pageOf(firstBytes)?.page;
  if (page === 'plain-to-tls') return 'tls-instead';
  if (asksToUpgrade(answer)) return 'websocket-instead';
  if (status === 511) return 'redirect';
  if (status >= 500) return 'gateway';
  // Misdirected request (RFC 9110, 15.5.20), or a development server's message about an unknown host name.
  return status === 421 || page === 'host' ? 'refusal' : 'as-asked';
};

export const websocketSpeech = (answer: Handshake | undefined): Speech => {
  if (answer?.accepted === true) return answer.ended ? endedSpeech(answer) : 'as-asked';
  if (answer?.answer !== 'http') return bytesSpeech(answer);
  const { status = 0 } = answer;
  if (pageOf(answer.firstBytes)?.page === 'plain-to-tls') return 'tls-instead';
  if (status >= 500 || status === 101) return 'gateway';
  if (status >= 300 && status < 400) return 'redirect';
  if (isUnseen(answer)) return 'not-upgraded';
  return isRefusal(answer) ? 'refusal' : 'http-instead';
};

/**
 * RFC 6455, 7.4.1, and the registry of close codes: 1008 policy violation; 1011 internal error, 1012 service
 * restart, 1014 bad gateway; 1013 try again later.
 */
const endedSpeech = ({ closeCode = 0 }: Handshake): Speech => {
  if (closeCode === 1008) return 'refusal';
  if ([1011, 1012, 1014].includes(closeCode)) return 'gateway';
  return closeCode === 1013 ? 'full' : 'nothing';
};

const bytesSpeech = (answer: Handshake | undefined): Speech => {
  if (answer?.answer !== 'other-bytes') return 'nothing';
  const { firstBytes = '' } = answer;
  if (isTlsAlert(firstBytes)) return 'tls-instead';
  if (isHttp2(firstBytes)) return 'http2-instead';
  return pageOf(firstBytes)?.page === 'full' ? 'full' : 'not-http';
};

/** Upgrade may name other protocols than WebSocket (RFC 9110, 7.8). */
const asksToUpgrade = ({ status, headers = {} }: Pick<Handshake, 'status' | 'headers'>): boolean =>
  status === 426 && /websocket/i.test(headers['upgrade'] ?? 'websocket');

/**
 * Whether the server demands the upgrade that was requested, so has not seen the request whole: 426 (RFC 9110,
 * 15.5.22), the WebSocket version of the request (RFC 6455, 4.4), or a message.
 */
const isUnseen = ({ status = 0, headers = {}, firstBytes }: Handshake): boolean => {
  const page = pageOf(firstBytes)?.page;
  if (page === 'subprotocol' || page === 'origin') return false;
  if (asksToUpgrade({ status, headers })) return true;
  if (page === 'upgrade-missing') return status >= 400;
  const versions = headers['sec-websocket-version'] ?? '';
  return [400, 405].includes(status) && versions.split(/,\s*/).includes('13');
};

/**
 * Whether the server rejects the client, its origin or the host name; or the answer is the bare text of a WebSocket
 * library: an HTTP server with a clock sends Date (RFC 9110, 6.6.1), a raw handshake parser does not.
 */
const isRefusal = ({ status = 0, reason, headers = {}, firstBytes }: Handshake): boolean => {
  if ([401, 403, 407, 421, 429].includes(status)) return true;
  if (status < 400) return false;
  if (pageOf(firstBytes) !== undefined || headers['sec-websocket-version'] !== undefined)
    return true;
  const bare = headers['date'] === undefined && headers['server'] === undefined;
  return bare && [400, 405].includes(status) && (firstBytes === reason || firstBytes === '');
};
