import type { Evidence, Handshake } from '../evidence.ts';
import { lacksCertificate } from './lacks-certificate.ts';

/**
 * What a server that accepted speaks. `refusal` is a WebSocket server that does not want this
 * request, `gateway` an HTTP status that speaks for somebody behind the server.
 */
export type Speech =
  | 'as-asked'
  | 'http-instead'
  | 'websocket-instead'
  | 'tls-instead'
  | 'certificate-wanted'
  | 'refusal'
  | 'gateway'
  | 'not-http'
  | 'nothing';

export const speechOf = ({ target, handshakes, hellos = [] }: Evidence): Speech => {
  if (target.scheme === 'tcp') return 'as-asked';
  const isPlain = target.scheme === 'ws' || target.scheme === 'http';
  if (isPlain && hellos.some(({ answer }) => answer === 'hello')) return 'tls-instead';
  if (!isPlain && handshakes.some((one) => lacksCertificate(one, hellos)))
    return 'certificate-wanted';
  const websocket = handshakes.find(({ asked }) => asked === 'websocket');
  const http = handshakes.find(({ asked }) => asked === 'http');
  if (target.scheme.startsWith('ws')) return websocketSpeech(websocket);
  if (http === undefined) return 'nothing';
  if (http.answer !== 'http') return http.answer === 'other-bytes' ? 'not-http' : 'nothing';
  return websocket?.accepted === true ? 'websocket-instead' : 'as-asked';
};

export const websocketSpeech = (handshake: Handshake | undefined): Speech => {
  if (handshake?.accepted === true) return 'as-asked';
  if (handshake?.answer === 'other-bytes') return 'not-http';
  if (handshake?.answer !== 'http') return 'nothing';
  if (isRefusal(handshake)) return 'refusal';
  return spokenFor.includes(handshake.status ?? 0) ? 'gateway' : 'http-instead';
};

/**
 * Statuses with a meaning of their own (RFC 9110, 15): a redirection, credentials, too many
 * requests, or a gateway whose server is not there. They do not say that WebSocket is unknown.
 */
const spokenFor = [101, 301, 302, 303, 307, 308, 401, 403, 407, 429, 502, 503, 504];

/** RFC 6455, 4.2.2: it names a version or offers the upgrade; or it is the bare text of a library. */
const isRefusal = ({ status = 0, reason, headers = {}, firstBytes }: Handshake): boolean => {
  if (status < 400) return false;
  if (headers['sec-websocket-version'] !== undefined) return true;
  if (/websocket/i.test(headers['upgrade'] ?? '')) return true;
  // An HTTP server with a clock sends Date (RFC 9110, 6.6.1); a raw handshake parser does not.
  const bare = headers['date'] === undefined && headers['server'] === undefined;
  return bare && [400, 401, 403, 405, 426].includes(status) && firstBytes === reason;
};
