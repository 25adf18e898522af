import type { Documented } from '../family.ts';
import { sources } from './sources.ts';
import { closedWords } from './closed-words.ts';
import { lostByWindows } from './windows.ts';

// A table: what each kind of client says, with where it says so.

const beforeAWord = ['closed-after-accept', 'reset-after-accept'] as const;

/** Of a request on a connection that ended with a FIN, or with a reset before any answer. */
const unanswered = [
  'closed-after-accept',
  'reset-after-accept',
  'keep-alive-race',
  'idle-timeout',
  'server-full',
  'proxy-protocol-expected',
  'plain-client',
  'another-program',
] as const;

/** What clients say of a connection that stood and was broken off. */
export const lostWords: readonly Documented[] = [
  {
    by: 'errno',
    says: [
      'ECONNRESET',
      'EPIPE',
      'ECONNABORTED',
      'Connection reset by peer',
      'Broken pipe',
      'Software caused connection abort',
      'ConnectionResetError',
      'BrokenPipeError',
    ],
    source: sources.errno,
    yields: true,
  },
  {
    by: 'Node',
    says: ['socket hang up'],
    causes: unanswered,
    source: 'Node, lib/_http_client.js; lib/net.js',
  },
  {
    by: 'Node fetch',
    says: ['UND_ERR_SOCKET', 'other side closed'],
    causes: unanswered,
    source: 'undici, docs/docs/api/Errors.md; lib/dispatcher/client-h1.js',
  },
  {
    by: 'Node pg',
    says: ['Connection terminated unexpectedly'],
    source: 'node-postgres, packages/pg/lib/client.js; brianc/node-postgres#2112',
  },
  {
    by: 'curl',
    says: ['Empty reply from server'],
    causes: unanswered,
    source: 'curl, lib/strerror.c; lib/cf-socket.c',
  },
  {
    by: 'curl',
    says: [
      'Recv failure: Connection reset by peer',
      'Send failure: Broken pipe',
      'transfer closed with',
      'HTTP/2 stream was not closed cleanly',
    ],
    source: 'curl, lib/transfer.c; lib/http2.c',
  },
  {
    by: 'wget',
    says: ['No data received'],
    causes: unanswered,
    source: 'wget, src/http.c',
  },
  {
    by: 'git',
    says: [
      'the remote end hung up unexpectedly',
      'The remote end hung up upon initial contact',
      'early EOF',
      'unexpected disconnect while reading sideband packet',
    ],
    source: 'git, pkt-line.c; connect.c; sideband.c',
    yields: true,
  },
  {
    by: 'Python',
    says: [
      'RemoteDisconnected',
      'Remote end closed connection without response',
      'Server disconnected',
      'ServerDisconnectedError',
      'IncompleteRead',
      'RemoteProtocolError: Server disconnected without sending a response',
    ],
    causes: unanswered,
    source: 'Python, Lib/http/client.py; urllib3; aiohttp, client_exceptions.py; httpcore',
  },
  {
    by: 'Go',
    says: [
      'read: connection reset by peer',
      'write: broken pipe',
      'http: server closed idle connection',
      'unexpected EOF',
      'use of closed network connection',
    ],
    source:
      'Go, src/net/net.go; src/io/io.go; src/net/http/transport.go; so do docker pull and kubectl',
  },
  {
    by: 'Go',
    says: ['": EOF'],
    causes: unanswered,
    source: 'Go, src/net/http/transport.go; so do docker pull and kubectl',
  },
  {
    by: 'Java',
    says: [
      'java.net.SocketException: Connection reset',
      'java.net.SocketException: Broken pipe',
      'java.io.EOFException',
      'Unexpected end of file from server',
      'NoHttpResponseException',
      'unexpected end of stream on',
      'HTTP/1.1 header parser received no bytes',
      'PrematureCloseException',
    ],
    source:
      'OpenJDK, NioSocketImpl.java and jdk/internal/net/http; Apache HttpClient; OkHttp; reactor-netty',
  },
  {
    by: 'Rust',
    says: [
      'connection closed before message completed',
      'IncompleteMessage',
      'connection error: Connection reset by peer',
    ],
    source: 'hyper, src/error.rs',
  },
  {
    by: '.NET',
    says: [
      'The response ended prematurely',
      'Unable to read data from the transport connection',
      'The underlying connection was closed: The connection was closed unexpectedly',
      'The underlying connection was closed: An unexpected error occurred on a',
    ],
    source: '.NET, System.Net.Http and System.Net.Requests, Strings.resx',
  },
  {
    by: 'Chromium',
    says: [
      'ERR_CONNECTION_RESET',
      'ERR_CONNECTION_CLOSED',
      'ERR_EMPTY_RESPONSE',
      'ERR_CONNECTION_ABORTED',
      'ERR_INCOMPLETE_CHUNKED_ENCODING',
      'ERR_CONTENT_LENGTH_MISMATCH',
      'ERR_HTTP2_PROTOCOL_ERROR',
      'ERR_HTTP2_PING_FAILED',
      'ERR_HTTP2_SERVER_REFUSED_STREAM',
      'ERR_QUIC_PROTOCOL_ERROR',
    ],
    source: sources.chromium,
  },
  {
    by: 'OpenSSL',
    says: ['SSL_ERROR_ZERO_RETURN'],
    means: 'The other end closed the connection in order, by close_notify.',
    causes: ['closed-after-accept', 'idle-timeout'],
    source: 'SSL_get_error(3)',
  },
  {
    by: 'Firefox',
    says: [
      'NS_ERROR_NET_RESET',
      'PR_CONNECT_RESET_ERROR',
      'NS_ERROR_NET_INTERRUPT',
      'NS_ERROR_NET_PARTIAL_TRANSFER',
      'The connection to the server was reset while the page was loading',
      'was interrupted while the page was loading',
    ],
    source: sources.firefox,
  },
  {
    by: 'Safari and iOS',
    says: [
      'NSURLErrorDomain Code=-1005',
      'kCFErrorDomainCFNetwork Code=-1005',
      'The network connection was lost',
      'the server unexpectedly dropped the connection',
    ],
    source: sources.apple,
  },
  {
    by: 'ssh',
    says: [
      'kex_exchange_identification: read: Connection reset by peer',
      'kex_exchange_identification: Connection closed by remote host',
      'ssh_exchange_identification: Connection closed by remote host',
      'ssh_exchange_identification: read: Connection reset by peer',
      'Connection closed by <host> port <port>',
      'Connection reset by <host> port <port>',
    ],
    causes: ['server-full', 'banned-client', 'another-program', ...beforeAWord],
    means:
      'sshd, or what stands in its place, broke off before it said who it is: MaxStartups, PerSourcePenalties, a ban, a server that starts.',
    source: 'OpenSSH, kex.c and packet.c; sshd_config(5)',
  },
  {
    by: 'psql and libpq',
    says: [
      'server closed the connection unexpectedly',
      'could not receive data from server: Connection reset by peer',
      'SSL SYSCALL error: EOF detected',
    ],
    source: 'PostgreSQL, src/interfaces/libpq/fe-misc.c and fe-secure.c',
  },
  {
    by: 'mysql',
    says: [
      "Lost connection to MySQL server at 'reading initial communication packet'",
      "Lost connection to server at 'handshake: reading initial communication packet'",
      "Lost connection to MySQL server at 'handshake: reading initial communication packet'",
    ],
    causes: [...beforeAWord, 'another-program', 'server-stalled', 'banned-client'],
    source: 'MySQL, sql-common/client.cc and errmsg.h (2013); MariaDB Connector/C',
  },
  {
    by: 'mysql',
    says: [
      'MySQL server has gone away',
      'Lost connection to MySQL server during query',
      'PROTOCOL_CONNECTION_LOST',
    ],
    causes: ['idle-timeout', 'server-stalled'],
    source: 'MySQL, include/errmsg.h (2006, 2013); mysqljs/mysql, Readme',
  },
  {
    by: 'redis',
    says: [
      'Error: Server closed the connection',
      'Connection closed by server.',
      'Socket closed unexpectedly',
    ],
    source: 'redis, src/redis-cli.c; redis-py; node-redis',
  },
  {
    by: 'MongoDB',
    says: [
      'MongoNetworkError: connection <number> to <host> closed',
      'connection pool for <host> was cleared',
    ],
    source: 'MongoDB Node driver, src/cmap; pymongo',
  },
  {
    by: 'Kafka',
    says: ['Node -<number> disconnected', 'Node <number> disconnected'],
    source: 'Kafka, clients/src/main/java/org/apache/kafka/clients/NetworkClient.java',
  },
  {
    by: 'Chromium WebSocket',
    says: ['Connection closed before receiving a handshake response'],
    causes: [...beforeAWord, 'websocket-to-raw-tcp', 'plain-client', 'proxy-protocol-expected'],
    source: 'Chromium, net/websockets/websocket_basic_handshake_stream.cc',
  },
  {
    by: 'tungstenite',
    says: [
      'Connection reset without closing handshake',
      'WebSocket protocol error: Connection reset without closing handshake',
    ],
    causes: ['idle-timeout', 'reset-after-accept', 'closed-after-accept'],
    source: 'tungstenite, src/error.rs (ResetWithoutClosingHandshake)',
  },
  {
    by: 'tungstenite',
    says: ['WebSocket protocol error: Handshake not finished', 'Handshake not finished'],
    causes: [...beforeAWord, 'websocket-to-raw-tcp', 'plain-client'],
    source: 'tungstenite, src/error.rs (HandshakeIncomplete)',
  },
  {
    by: 'websocket-client',
    says: ['Connection to remote host was lost'],
    source: 'websocket-client, websocket/_socket.py',
  },
  {
    by: 'websockets',
    says: ['no close frame received or sent'],
    causes: ['idle-timeout', 'reset-after-accept', 'closed-after-accept', 'server-stalled'],
    source: 'websockets, src/websockets/exceptions.py',
  },
  {
    by: 'websockets',
    says: ['keepalive ping timeout'],
    causes: ['idle-timeout', 'server-stalled', 'server-stopped'],
    means: 'No pong came to the ping that the client sent: nothing comes back any more.',
    source: 'websockets, src/websockets/asyncio/connection.py',
  },
  {
    by: 'socket.io',
    says: ['ping timeout', 'transport close'],
    causes: ['idle-timeout', 'server-stalled', 'closed-after-accept'],
    source: 'socket.io-client, docs: disconnect reasons',
  },
  ...closedWords,
  ...lostByWindows,
];
