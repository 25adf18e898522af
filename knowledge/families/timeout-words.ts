import type { Documented } from '../family.ts';
import { sources } from './sources.ts';
import { timedOutByWindows } from './windows.ts';

/** What clients say where no answer came. */
export const timeoutWords: readonly Documented[] = [
  {
    by: 'Oracle clients',
    says: ['ORA-12170', 'TNS:Connect timeout occurred'],
    source: 'Oracle Database, Error Messages, ORA-12170',
  },
  {
    by: 'errno',
    says: [
      'ETIMEDOUT',
      'Connection timed out',
      'Operation timed out',
      'timed out: Operation now in progress',
    ],
    source: sources.errno,
    yields: true,
  },
  {
    by: 'Go',
    says: ['dial tcp <host>:<port>: i/o timeout', 'context deadline exceeded'],
    source: `${sources.go}; src/internal/poll/fd.go; src/context/context.go`,
    yields: true,
  },
  {
    by: 'Java',
    says: ['java.net.SocketTimeoutException: Connect timed out'],
    source: sources.java,
  },
  {
    by: 'Chromium',
    says: ['ERR_CONNECTION_TIMED_OUT', 'ERR_TIMED_OUT'],
    source: sources.chromium,
  },
  { by: 'Firefox', says: ['NS_ERROR_NET_TIMEOUT'], source: sources.firefox },
  {
    by: 'curl 8',
    says: [
      'Failed to connect to <host> port <port> after <number> ms: Could not connect to server',
    ],
    source: sources.curl,
  },
  {
    by: 'Go',
    says: [
      'request canceled while waiting for connection',
      'Client.Timeout exceeded while awaiting headers',
      'connect: connection timed out',
      'connect: operation timed out',
    ],
    source: 'Go, src/net/http/client.go; so do docker pull and kubectl: docker/for-win#841',
  },
  {
    by: 'Java',
    says: [
      'java.net.ConnectException: Connection timed out',
      'HttpConnectTimeoutException',
      'ConnectTimeoutException',
    ],
    source: `${sources.java}; Apache HttpClient; Netty`,
  },
  {
    by: 'Python requests',
    says: ['ConnectTimeoutError', 'requests.exceptions.ConnectTimeout', '(connect timeout='],
    source: 'urllib3, src/urllib3/connection.py; requests, src/requests/exceptions.py',
  },
  {
    by: 'Python',
    says: [
      '[Errno 110] Connect call failed',
      '[Errno 60] Connect call failed',
      'httpx.ConnectTimeout',
      'httpcore.ConnectTimeout',
      'ConnectionTimeoutError: Connection timeout to host',
    ],
    source: 'Python, Lib/asyncio/selector_events.py; httpx; aiohttp, aiohttp/client.py',
  },
  {
    by: 'Rust',
    says: ['operation timed out', 'deadline has elapsed'],
    source: 'reqwest, src/error.rs; tokio, tokio/src/time/error.rs',
  },
  {
    by: 'axios',
    says: ['timeout of <number>ms exceeded'],
    source: 'axios, lib/adapters/http.js',
  },
  {
    by: 'curl',
    says: [
      'Connection timeout after <number> ms',
      'Timeout was reached',
      'Connection timed out after <number> ms',
    ],
    source: 'curl, lib/connect.c and lib/strerror.c',
  },
  {
    by: 'mysql',
    says: [
      'server on <host> (110)',
      'server on <host> (115)',
      'server on <host> (60)',
      'server on <host> (10060)',
      'server on <host> (timed out)',
    ],
    source:
      'MySQL, include/errmsg.h (2003); the number is an errno, and 115 is EINPROGRESS; PyMySQL',
  },
  {
    by: 'psql and libpq',
    says: ['timeout expired'],
    source: 'PostgreSQL, src/interfaces/libpq/fe-connect.c',
  },
  {
    by: 'Prisma',
    says: ["Can't reach database server at"],
    source: 'Prisma, error reference (P1001)',
    yields: true,
  },
  {
    by: 'git',
    says: ["': Failed to connect to <host> port <port>"],
    source: 'git, http.c; curl, lib/connect.c',
  },
  {
    by: 'httpie',
    says: ['http: error: Request timed out'],
    source: 'httpie, httpie/core.py',
  },
  {
    by: 'PowerShell',
    says: ['Unable to connect to the remote server'],
    source: '.NET Framework, System.Net, System.txt',
    yields: true,
  },
  {
    by: 'MongoDB',
    says: [
      'Server selection timed out after',
      'MongoServerSelectionError: connection timed out',
      'MongoNetworkTimeoutError',
      'connection <number> to <host> timed out',
    ],
    source: 'MongoDB Node driver, src/sdam and src/cmap',
  },
  {
    by: 'socket.io',
    says: ['connect_error: timeout'],
    source: 'socket.io-client, docs: connect_error',
  },
  {
    by: 'Safari and iOS',
    says: [
      'NSURLErrorDomain Code=-1001',
      'kCFErrorDomainCFNetwork Code=-1001',
      'The request timed out.',
    ],
    source: sources.apple,
  },
  {
    by: 'Firefox',
    says: ['is taking too long to respond', 'The connection has timed out'],
    source: sources.firefox,
  },
  ...timedOutByWindows,
  { by: 'Node fetch', says: ['UND_ERR_CONNECT_TIMEOUT'], source: 'undici, docs/api/Errors.md' },
];
