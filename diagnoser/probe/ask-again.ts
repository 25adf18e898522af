import type { Evidence, Handshake, Otherwise, Retry } from '../evidence.ts';
import { sameName } from '../meant.ts';
import { startAttempt } from './attempt.ts';
import { bracketed, shakeHands, type RequestVariation } from './handshake.ts';
import { hearOut, quietMs } from './hear-out.ts';
import { openAsUrl } from './open-as-url.ts';

/** Longest time for an answer in ms. The requests run in parallel. */
const longestMs = 500;

const socketIo = '/socket.io/?EIO=4&transport=websocket';
/** Default WebSocket paths of services and frameworks. */
const usualPaths = ['/', '/ws', '/websocket', '/socket', '/wss', '/chat', socketIo];
/** Subprotocols registered with IANA (RFC 6455, 11.5), or required by libraries. */
const subprotocols =
  'mqtt, mqttv3.1, v12.stomp, v11.stomp, graphql-transport-ws, graphql-ws, wamp.2.json, ocpp1.6, ocpp2.0.1, actioncable-v1-json, xmpp, sip, soap, chat, json';
/** First bytes of clients of other protocols; none for `silence`. */
const opens: Partial<Record<Otherwise, Buffer | undefined>> = {
  silence: undefined,
  /** The preface, with empty SETTINGS (RFC 9113, 3.4). */
  http2: Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0', 'latin1'),
  /** SSLRequest (protocol-message-formats), answered with one letter. */
  postgresql: Buffer.from('0000000804d2162f', 'hex'),
  redis: Buffer.from('PING\r\n'),
  /** CONNECT, answered with CONNACK: protocol level 4, a clean session, no client identifier (MQTT 3.1.1, 3.1). */
  mqtt: Buffer.from('100c00044d5154540402003c0000', 'hex'),
};

type ExtraQuestion = () => Promise<Retry | undefined>;

/** Sends the varied requests that could change the first answer, each on a connection of its own. */
export const askAgain = async (
  evidence: Evidence,
  address: string,
  first: Handshake,
  deadlineMs: number,
): Promise<void> => {
  const waitMs = Math.min(longestMs, deadlineMs);
  const asks = questions(first, evidence).map(([otherwise, said, as]) =>
    asking(evidence, address, waitMs, otherwise, said, as),
  );
  const answered = (await Promise.all(asks.map((ask) => ask()))).filter((one) => one !== undefined);
  if (answered.length > 0) evidence.retries = [...(evidence.retries ?? []), ...answered];
};

/** Sends the requests of plaintext protocols, even if the url has TLS. */
export const askInTheClear = async (
  evidence: Evidence,
  address: string,
  deadlineMs: number,
): Promise<void> => {
  const waitMs = Math.min(longestMs, deadlineMs);
  const asks = (['silence', 'postgresql', 'redis', 'mqtt'] as const).map((otherwise) =>
    hearing(address, evidence.target.port, waitMs, otherwise),
  );
  const answered = (await Promise.all(asks)).filter((one) => one !== undefined);
  if (answered.length > 0) evidence.retries = [...(evidence.retries ?? []), ...answered];
};

const hearing = async (
  address: string,
  port: number,
  waitMs: number,
  otherwise: Otherwise,
): Promise<Retry | undefined> => {
  const { attempt, socket } = await startAttempt(address, port, waitMs).ended;
  if (socket === undefined) return undefined;
  const heardMs = Math.min(waitMs, quietMs + 2 * attempt.afterMs);
  return { otherwise, handshake: await hearOut(socket, port, heardMs, opens[otherwise]) };
};

type VariedQuestion = [otherwise: Otherwise, said?: RequestVariation, as?: string];

/** Variations that could change this answer. */
const questions = (first: Handshake, evidence: Evidence): VariedQuestion[] => {
  const { target, intendedName } = evidence;
  const { answer, status = 0 } = first;
  const isWebSocket = target.scheme.startsWith('ws');
  const byName: VariedQuestion[] =
    intendedName === undefined || sameName(intendedName, target.host)
      ? []
      : [['host', { host: intendedName }, intendedName]];
  if (answer === 'closed' || answer === 'failed') {
    const others: VariedQuestion[] = [
      ['silence'],
      ['proxy-header', { before: proxyHeader(evidence) }],
      ['http2'],
      ['postgresql'],
      ['redis'],
      ['mqtt'],
    ];
    return isWebSocket ? [...others, ...paths(target.path)] : others;
  }
  if (answer !== 'http' || status >= 500) return [];
  // HTTP clients follow a redirect, so it is an answer.
  if (status >= 300 && status < 400) return isWebSocket ? byName : [];
  const quiet: VariedQuestion[] = status === 400 ? [['silence']] : [];
  if (!isWebSocket) return status >= 400 ? [...quiet, ...byName] : [];
  // The origin of a page from the service's own port, and from the default port (RFC 6454, 6.2).
  const page = `${target.scheme === 'wss' ? 'https' : 'http'}://${bracketed(target.host)}`;
  const ofPage = [`${page}:${target.port}`, page].map((origin): VariedQuestion => [
    ...(['origin', { headers: [`Origin: ${origin}`] }, origin] as const),
  ]);
  const spoken: VariedQuestion = [
    'subprotocol',
    { headers: [`Sec-WebSocket-Protocol: ${subprotocols}`] },
  ];
  if (status === 400) return [...quiet, spoken, ...ofPage, ...byName, ...paths(target.path)];
  if (status === 403) return [...ofPage, spoken, ...byName];
  if (status === 404) return [...ofPage, ...byName, ...paths(target.path)];
  if (status === 401) return [...ofPage, ...byName];
  if (status === 407) return [];

  return [...byName, ...paths(target.path)];
};

/** Usual paths, and the parents of the url's path. */
const paths = (asked: string): VariedQuestion[] => {
  const [plain = '/'] = asked.split('?');
  const above = plain.replace(/\/[^/]*\/?$/, '') || '/';
  const turned = plain.endsWith('/') ? plain.slice(0, -1) || '/' : `${plain}/`;
  const others = new Set([turned, above, ...usualPaths]);
  return [...others]
    .filter((path) => path !== plain && path !== asked)
    .map((path) => ['path', { path }, path]);
};

/** PROXY protocol header (HAProxy's specification, 2.1) with documentation addresses. */
const proxyHeader = ({ target: { port } }: Evidence): string =>
  `PROXY TCP4 192.0.2.1 192.0.2.2 40000 ${port}\r\n`;

const asking = (
  evidence: Evidence,
  address: string,
  waitMs: number,
  otherwise: Otherwise,
  said?: RequestVariation,
  as?: string,
): ExtraQuestion => {
  const { port, scheme } = evidence.target;
  return async () => {
    const started = performance.now();
    const { attempt, socket } = await openAsUrl(evidence, address, waitMs);
    if (socket === undefined) {
      // The connection was reset before this process could use it.
      if (otherwise !== 'silence' || attempt.code !== 'ECONNRESET') return undefined;
      const { afterMs, code } = attempt;
      return { otherwise, handshake: { asked: 'nothing', port, answer: 'failed', afterMs, code } };
    }
    const tripMs = performance.now() - started;
    const asked = scheme.startsWith('ws') ? 'websocket' : 'http';
    const isHeard = otherwise in opens;
    const handshake = isHeard
      ? await hearOut(socket, port, Math.min(waitMs, quietMs + 2 * tripMs), opens[otherwise])
      : await shakeHands(socket, asked, evidence.target, port, waitMs, said);
    return { otherwise, ...(as === undefined ? {} : { as }), handshake };
  };
};
