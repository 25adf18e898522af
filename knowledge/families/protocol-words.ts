import type { Documented } from '../family.ts';
import { proxyProtocolWords } from './proxy-protocol-words.ts';
import { sources } from './sources.ts';
import { reasonWords, statusWords } from './statuses.ts';

const noHttp = [
  'websocket-to-raw-tcp',
  'workerman-wrong-scheme',
  'plain-client',
  'another-program',
  'http2-only',
] as const;

/** What clients say of an answer that is not the one they speak for. */
export const protocolWords: readonly Documented[] = [
  {
    by: 'Chromium',
    says: ['ERR_INVALID_HTTP_RESPONSE'],
    causes: noHttp,
    source: `${sources.chromium}; net/websockets/websocket_basic_handshake_stream.cc`,
  },
  { by: 'Go', says: ['websocket: bad handshake'], source: 'gorilla/websocket, client.go' },
  {
    by: 'Go',
    says: ['malformed HTTP response', 'malformed HTTP status code', 'malformed HTTP version'],
    causes: noHttp,
    source: 'Go, src/net/http/response.go',
  },
  {
    by: 'Go',
    says: ['malformed HTTP response "\\x15\\x03'],
    causes: ['plain-client'],
    means: 'The first bytes are an alert of TLS.',
    source: 'Go, src/net/http/response.go; RFC 8446, 5.1',
  },
  {
    by: 'Python',
    says: ['did not receive a valid HTTP response', 'http.client.BadStatusLine', 'Bad status line'],
    causes: noHttp,
    source:
      'Python, Lib/http/client.py; websockets, src/websockets/exceptions.py; aiohttp, http_exceptions.py',
  },
  {
    by: 'curl',
    says: ['Received HTTP/0.9 when not allowed'],
    causes: noHttp,
    source: 'curl, lib/http.c',
  },
  {
    by: 'Node',
    says: ['HPE_INVALID_CONSTANT', 'Parse Error: Expected HTTP/'],
    causes: noHttp,
    source: 'llhttp, src/llhttp/constants.ts',
  },
  {
    by: 'Rust',
    says: [
      'invalid HTTP version parsed',
      'httparse error: invalid HTTP version',
      'HTTP format error',
    ],
    causes: noHttp,
    source: 'hyper, src/error.rs; tungstenite, src/error.rs',
  },
  {
    by: 'tungstenite',
    says: ['No "Connection: upgrade" header', 'No "Upgrade: websocket" header'],
    causes: ['upgrade-stripped', 'websocket-to-http'],
    source: 'tungstenite, src/error.rs',
  },
  {
    by: 'Chromium',
    says: [
      "'Upgrade' header is missing",
      "'Connection' header is missing",
      "'Sec-WebSocket-Accept' header is missing",
    ],
    causes: ['upgrade-stripped', 'websocket-to-http'],
    source: 'Chromium, net/websockets/websocket_basic_handshake_stream.cc',
  },
  {
    by: 'ws',
    says: ['Invalid Upgrade header', 'Invalid Sec-WebSocket-Accept header'],
    causes: ['upgrade-stripped', 'websocket-to-http'],
    source: 'ws, lib/websocket.js and lib/websocket-server.js',
  },
  {
    by: 'ws',
    says: [
      'Server sent no subprotocol',
      'Server sent an invalid subprotocol',
      'Server sent a subprotocol but none was requested',
    ],
    causes: ['subprotocol-missing'],
    source: 'ws, lib/websocket.js',
  },
  {
    by: 'Chromium',
    says: ["Sent non-empty 'Sec-WebSocket-Protocol' header but no response was received"],
    causes: ['subprotocol-missing'],
    source: 'Chromium, net/websockets/websocket_basic_handshake_stream.cc',
  },
  {
    by: 'Workerman',
    says: ['Sec-WebSocket-Accept not found'],
    causes: ['websocket-to-http', 'upgrade-stripped', 'wrong-path', 'workerman-wrong-scheme'],
    source: 'Workerman, src/Protocols/Ws.php',
  },
  {
    by: 'engine.io',
    says: ['Transport unknown', 'Unsupported protocol version'],
    causes: ['socket-io-without-query'],
    source: 'engine.io, lib/server.ts',
  },
  {
    by: 'engine.io',
    says: ['xhr poll error', 'websocket error'],
    means:
      'Socket.IO hides the reason: the console of the browser, or a request with curl, has it.',
    source: 'engine.io-client, lib/transports',
  },
  ...proxyProtocolWords,
  {
    by: 'vite',
    says: [
      'This host (<host>) is not allowed',
      'Invalid Host header',
      'DisallowedHost',
      'Blocked host:',
    ],
    causes: ['host-not-served'],
    source: 'vitejs/vite#19411; webpack-dev-server; Django; Rails, HostAuthorization',
  },
  {
    by: 'macOS',
    says: ['Server: AirTunes'],
    causes: ['another-program'],
    means: 'AirPlay Receiver of macOS holds the ports 5000 and 7000.',
    source: 'retypeapp/retype#688; googleapis/mcp-toolbox#3794',
  },
  {
    by: 'redis',
    says: ['Protocol error, got "H" as reply type byte', 'Possible SECURITY ATTACK detected'],
    causes: ['another-program'],
    means: 'HTTP and redis meet on one port.',
    source: 'hiredis, read.c; redis, src/server.c',
  },
  {
    by: 'psql and libpq',
    says: ['received invalid response to SSL negotiation'],
    causes: ['another-program'],
    source: 'PostgreSQL, src/interfaces/libpq/fe-connect.c',
  },
  {
    by: 'ssh',
    says: ['banner line contains invalid characters', 'Bad remote protocol version identification'],
    causes: ['another-program'],
    source: 'OpenSSH, kex.c',
  },
  ...statusWords([200, 204], {
    websocket: ['websocket-to-http', 'wrong-path', 'workerman-wrong-scheme', 'captive-portal'],
  }),
  ...statusWords([301, 302, 303, 307, 308], { websocket: ['redirected', 'captive-portal'] }),
  ...statusWords([400], {
    websocket: [
      'upgrade-stripped',
      'socket-io-without-query',
      'subprotocol-missing',
      'plain-client',
      'wrong-path',
      'token-required',
    ],
    http: ['http-to-websocket', 'plain-client', 'proxy-protocol-unexpected', 'host-not-served'],
  }),
  ...statusWords([401], { websocket: ['token-required'], http: ['token-required'] }),
  ...statusWords([403], {
    websocket: ['origin-refused', 'token-required', 'host-not-served', 'wrong-path'],
    http: ['token-required', 'host-not-served', 'another-program'],
  }),
  ...statusWords([404, 405], {
    websocket: ['wrong-path', 'websocket-to-http', 'upgrade-stripped', 'host-not-served'],
    http: ['host-not-served', 'another-program'],
  }),
  ...statusWords([421], { websocket: ['host-not-served'], http: ['host-not-served'] }),
  ...statusWords([426], {
    websocket: ['upgrade-stripped'],
    http: ['http-to-websocket'],
  }),
  ...statusWords([429], { websocket: ['server-full'], http: ['server-full'] }),
  ...statusWords([500, 501], { websocket: ['service-failing'], http: ['service-failing'] }),
  ...statusWords([511], { websocket: ['captive-portal'], http: ['captive-portal'] }),
  reasonWords(['421 Misdirected Request'], ['host-not-served']),
  reasonWords(['429 Too Many Requests', 'HTTP 429'], ['server-full']),
  reasonWords(['426 Upgrade Required'], ['upgrade-stripped', 'http-to-websocket']),
  reasonWords(['500 Internal Server Error'], ['service-failing']),
  reasonWords(['511 Network Authentication Required'], ['captive-portal']),
];
