import type { Evidence, Handshake } from '../evidence.ts';
import { isHttp2, isTlsAlert } from './beginnings.ts';
import { lacksCertificate } from './lacks-certificate.ts';
import { changesAnswer } from './changes-answer.ts';
import { pageOf } from './pages.ts';

/**
 * What a server that accepted speaks.
 *
 * - `as-asked`: the protocol of the url;
 * - `http-instead`: HTTP, of somebody who knows nothing of WebSocket there, as far as the answer tells;
 * - `websocket-instead`: WebSocket and nothing else;
 * - `not-upgraded`: it asks for an upgrade, which it was asked for;
 * - `refusal`: it does not want this request: who asks, from where, for what, by which name;
 * - `redirect`: it sends the client elsewhere;
 * - `gateway`: a status of somebody in between that speaks of the server behind it, or a failure of the server;
 * - `tls-instead`, `http2-instead`: these, by their first bytes or by words of the server;
 * - `cut-off`: HTTP, and its content ends before it is whole;
 * - `unfinished`: HTTP, and the rest of its content does not come;
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
  // Each was reset before anything could be heard on it.
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
  // Who answers otherwise by another name, or before anything was asked, is not the service that was asked for.
  const isAnothers = retries.some((retry) => changesAnswer(retry));
  if (speech === 'as-asked' && isCutOff(content)) return 'cut-off';
  if (speech === 'as-asked' && content?.isStuck === true) return 'unfinished';
  return speech === 'as-asked' && isAnothers ? 'refusal' : speech;
};

const isCutOff = (content: Evidence['content']): boolean =>
  content?.end === 'reset' || content?.end === 'closed';

/**
 * TCP asks for no more than to be let in and left alone; evidence of before has not listened. A client that waited for
 * an answer on a connection that stood, and got none, has waited longer than this.
 */
const rawSpeech = (heard: Handshake | undefined, { code, stage }: Evidence['symptom']): Speech => {
  if (heard === undefined) return 'as-asked';
  if (heard.answer === 'silence')
    return stage === 'exchange' && isSilent.includes(code) ? 'nothing' : 'as-asked';
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
  // Misdirected (RFC 9110, 15.5.20), or what servers of development say of a name that is not theirs.
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

/** RFC 6455, 7.4.1, and the registry of close codes: policy violation; internal error, service restart, bad gateway; try again later. */
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

/** It may name other protocols than WebSocket (RFC 9110, 7.8). */
const asksToUpgrade = ({ status, headers = {} }: Pick<Handshake, 'status' | 'headers'>): boolean =>
  status === 426 && /websocket/i.test(headers['upgrade'] ?? 'websocket');

/**
 * It asks for what it was asked for, so it has not seen it: 426 (RFC 9110, 15.5.22), a version of WebSocket that is
 * the one of the request (RFC 6455, 4.4), or words.
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
 * It says who may ask, from where and by which name; or it is the bare text of a library of WebSocket: an HTTP
 * server with a clock sends Date (RFC 9110, 6.6.1), a raw handshake parser does not.
 */
const isRefusal = ({ status = 0, reason, headers = {}, firstBytes }: Handshake): boolean => {
  if ([401, 403, 407, 421, 429].includes(status)) return true;
  if (status < 400) return false;
  if (pageOf(firstBytes) !== undefined || headers['sec-websocket-version'] !== undefined)
    return true;
  const bare = headers['date'] === undefined && headers['server'] === undefined;
  return bare && [400, 405].includes(status) && (firstBytes === reason || firstBytes === '');
};
