/** Messages of known programs, the same on every installation. */
export type KnownPage =
  | 'plain-to-tls'
  | 'upgrade-missing'
  | 'subprotocol'
  | 'origin'
  | 'host'
  | 'socket-io-query'
  | 'cannot-connect'
  | 'no-server'
  | 'broken-off'
  | 'fetch-failed'
  | 'full'
  | 'address'
  | 'forbidden'
  | 'malformed';

const pages: readonly [says: RegExp, page: KnownPage][] = [
  // nginx, Apache httpd, Go (Caddy, Traefik), Tomcat.
  [
    /plain HTTP request was sent to HTTPS port|speaking plain HTTP to an SSL-enabled server port|sent an HTTP request to an HTTPS server|This combination of host and port requires TLS/,
    'plain-to-tls',
  ],
  // websockets (Python; the last of it to HTTP/1.0, in which nginx passes on), Workerman, aiohttp and Tornado and
  // Spring, Socket.IO (code 3), RFC 9110, 15.5.22.
  [
    /invalid (Connection|Upgrade) header|missing (Connection|Upgrade) header|Sec-WebSocket-Key not found|No WebSocket UPGRADE|Can "Upgrade" only to "WebSocket"|^\{"code":3,"message":"Bad request"\}|upgrade token not found|did not receive a valid HTTP request|^Upgrade Required/i,
    'upgrade-missing',
  ],
  [/sub-?protocol/i, 'subprotocol'],
  // gorilla/websocket, Socket.IO, Spring. Django and Rails send no message.
  [/origin not allowed|origin is not allowed|invalid CORS|cross-origin/i, 'origin'],
  // vite, webpack-dev-server, Django, Rails.
  [
    /Blocked (request|hosts?)\b|Invalid Host header|Invalid HTTP_HOST header|DisallowedHost/,
    'host',
  ],
  // engine.io, lib/server.ts: the transport parameter is missing. An upgrade request gets the bare text.
  [/^(\{"code":0,"message":"Transport unknown"\}|Transport unknown$)/, 'socket-io-query'],
  // Envoy; Apache httpd, of a worker that it could not connect to.
  [
    /reset reason: (remote |local )?connection (failure|timeout)|unable to service your\s+request due to maintenance downtime or capacity/,
    'cannot-connect',
  ],
  // HAProxy, Envoy, Traefik.
  [
    /No server is available to handle this request|no healthy upstream|no available server/,
    'no-server',
  ],
  // HAProxy, Apache httpd, Envoy.
  [
    /returned an invalid or incomplete response|received an invalid\s+response from an upstream server|reset reason: connection termination/,
    'broken-off',
  ],
  // Varnish, for each failure of its backend: none that is healthy, no connection, no answer in time, half an answer.
  [/<h1>Error 503 Backend fetch failed<\/h1>/, 'fetch-failed'],
  // Redis, PostgreSQL (53300), memcached, FTP and SMTP (421), OpenSSH.
  [
    /^-ERR max number of clients reached|C53300\0|^ERROR Too many open connections|^421[ -].*too many|^Exceeded MaxStartups/i,
    'full',
  ],
  // Redis, PostgreSQL (28000), OpenSSH (PerSourcePenalties), SMTP.
  [
    /^-DENIED [^\r]*protected mode|C28000\0[^]*pg_hba\.conf|^Not allowed at this time|^[45]\d\d[ -].*(client host|ip address|your ip)\b.*(rejected|blocked|denied|not allowed)/i,
    'address',
  ],
  // nginx, Apache httpd, HAProxy (http-request deny): by a rule of their own, and not of a service behind them.
  [
    /<center><h1>403 Forbidden<\/h1><\/center>\s*<hr>|You don't have permission to access this resource|Request forbidden by administrative rules/,
    'forbidden',
  ],
  // nginx, Apache httpd, HAProxy, of what their parser does not take for a request.
  [
    /<center><h1>400 Bad Request<\/h1><\/center>\s*<hr>|sent a request that this server could not understand|Your browser sent an invalid request/,
    'malformed',
  ],
];

/** MySQL error codes: too many connections (1040), host is blocked (1129), host not privileged (1130). */
const codes: Readonly<Record<string, KnownPage>> = {
  '\x10\x04': 'full',
  '\x69\x04': 'address',
  '\x6a\x04': 'address',
};

/** Meaning of a server's message, and the words that match. */
export const pageOf = (text = ''): { page: KnownPage; words: string } | undefined => {
  // A MySQL packet: length and sequence number, then ERR (0xff) and the code.
  const code = text.slice(3, 5) === '\0\xff' ? text.slice(5, 7) : '';
  const said = codes[code];
  if (said !== undefined) return { page: said, words: text.slice(7) };
  for (const [says, page] of pages) {
    const [words] = says.exec(text) ?? [];
    if (words !== undefined) return { page, words };
  }
  return undefined;
};

/** Reverse proxies and the like, as they name themselves in Server and Via (RFC 9110, 10.2.4 and 7.6.3). */
const frontEnds =
  /nginx|openresty|tengine|angie|apache|httpd|caddy|envoy|traefik|haproxy|varnish|awselb|cloudflare|cloudfront|akamai|litespeed|iis|kong|gws|istio/i;

/** Whether the answer may come from a front end instead of the service, by its headers. */
export const isFrontEnd = (headers: Readonly<Record<string, string>> = {}): boolean =>
  frontEnds.test(headers['server'] ?? '') || headers['via'] !== undefined || 'cf-ray' in headers;
