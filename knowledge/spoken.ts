import type { KnownCause } from '../vocabulary/index.ts';
import type { Particulars } from './particulars.ts';

/** What the client speaks that says a text, as far as the text shows it. */
export type Spoken = 'websocket' | 'http' | 'own';

/** Programs by what they print: databases, brokers and ssh, which speak protocols of their own. */
const ownProtocols =
  /\bpsql\b|\bpsycopg|connection to server at|\bPG::|PSQLException|\bmysql\b|MySQL server|MariaDB|\bERROR (?:1040|1129|1130|200[235]|2013)\b|\bredis\b|\bssh:|\bsshd?\b|kex_exchange|banner exchange|ssh_exchange|\bMongo\w*Error|ServerSelection|\bmongodb\b|\bBroker may not be available|\bkafka\b|\bsmtp\b|\bamqp\b/i;
const httpPrograms =
  /\bcurl: \(\d+\)|\bnet\/http\b|\bHTTPS?ConnectionPool\b|\burlopen\b|\bwget\b|file_get_contents|\bHttpRequestException\b|\bunable to access 'http|Error response from daemon|\bnpm ERR|\bnpm error\b/i;

/** What a message shows of the protocol of its client; undefined where it may be any. */
export function spokenIn(text: string, { scheme = '' }: Particulars): Spoken | undefined {
  if (/^wss?$/.test(scheme) || /websocket|socket\.io|tungstenite/i.test(text)) return 'websocket';
  if (ownProtocols.test(text)) return 'own';
  if (/^https?$/.test(scheme) || httpPrograms.test(text)) return 'http';
  return undefined;
}

const ofWebSocket: readonly KnownCause[] = [
  'websocket-to-http',
  'websocket-to-raw-tcp',
  'workerman-wrong-scheme',
  'upgrade-stripped',
  'wrong-path',
  'redirected',
  'origin-refused',
  'subprotocol-missing',
  'socket-io-without-query',
  'message-too-large',
];

const ofHttp: readonly KnownCause[] = [
  'http-to-websocket',
  'http2-only',
  'host-not-served',
  'bad-gateway',
  'upstream-closes',
  'gateway-timeout',
  'no-server-available',
  'edge-cannot-reach-origin',
  'captive-portal',
  'client-proxy-gone',
  'client-proxy-denies',
  'client-proxy-authentication',
  'client-proxy-cannot-connect',
  'client-proxy-silent',
  'proxy-ignored',
  'cut-in-the-middle',
];

/** Causes of which a client that speaks this cannot be told by its message. */
export const unspoken: Readonly<Record<Spoken, readonly KnownCause[]>> = {
  websocket: ['http-to-websocket'],
  http: ofWebSocket,
  own: [...ofWebSocket, ...ofHttp],
};
