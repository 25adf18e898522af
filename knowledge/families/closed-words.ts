import type { KnownCause } from '../../vocabulary/index.ts';
import type { Documented } from '../family.ts';

type Code = readonly [code: number, name: string, means: string, causes?: readonly KnownCause[]];

/** RFC 6455, 7.4.1, and the IANA registry of close codes; the names are those that clients print. */
const codes: readonly Code[] = [
  [1000, 'OK', 'The other end closed in good order.', []],
  [1001, 'going away', 'The other end goes away: a server that stops, or a page that is left.', []],
  [1002, 'protocol error', 'The other end found a breach of the protocol of WebSocket.', []],
  [1003, 'unsupported data', 'The other end got a kind of data that it does not take.', []],
  [1005, 'no status', 'The other end closed, and gave no code.', []],
  [1006, 'abnormal closure', 'The connection ended without a close frame: cut off, or never open.'],
  [1007, 'invalid frame payload data', 'The other end got a text that is no UTF-8.', []],
  [
    1008,
    'policy violation',
    'The other end has a rule that the client breaks, often one of credentials.',
    ['token-required', 'origin-refused'],
  ],
  [1009, 'message too big', 'A message is larger than the other end takes.', []],
  [
    1010,
    'mandatory extension',
    'The client needs an extension that the server does not offer.',
    [],
  ],
  [1011, 'internal error', 'The server failed while it served.', ['service-failing']],
  [1012, 'service restart', 'The server restarts.', []],
  [1013, 'try again later', 'The server has too much to do.', ['server-full']],
  [
    1014,
    'bad gateway',
    'A gateway got no valid answer from the server behind it.',
    ['upstream-closes', 'bad-gateway'],
  ],
  [
    1015,
    'TLS failure',
    'The TLS handshake failed.',
    ['certificate-untrusted', 'certificate-expired', 'certificate-wrong-name', 'plain-server'],
  ],
];

/** How a WebSocket was closed, as clients print it. A number alone is too little to know it by. */
const closedByServer = codes.map(([code, name, means, causes]): Documented => ({
  by: 'WebSocket clients',
  says: [
    `websocket: close ${code}`,
    `received ${code} (${name}`,
    `code = ${code} (`,
    `wasClean: false, code: ${code}`,
    `wasClean: true, code: ${code}`,
    `WebSocket closed with status code: ${code}`,
    `closed with code ${code}`,
    `closed with code: ${code}`,
    `close code ${code}`,
    `close code: ${code}`,
  ],
  means,
  ...(causes ? { causes } : {}),
  source:
    'gorilla/websocket, conn.go; websockets, src/websockets/exceptions.py; CloseEvent in the console of Chromium and Firefox; SignalR, WebSocketTransport.ts',
}));

/** A code that the client sent is its own, and says nothing of the server. */
const closedByClient = codes.map(([code, name]): Documented => ({
  by: 'websockets',
  says: [`sent ${code} (${name}`],
  means: 'The client itself closed with this code.',
  causes: [],
  source: 'websockets, src/websockets/exceptions.py',
}));

export const closedWords: readonly Documented[] = [...closedByServer, ...closedByClient];
