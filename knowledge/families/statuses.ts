import type { KnownCause } from '../../vocabulary/index.ts';
import type { Documented } from '../family.ts';

/** How clients of WebSocket print the status that they get in place of 101 (RFC 6455, 4.1). */
const ofWebSocket: readonly (readonly [by: string, line: string, source: string])[] = [
  ['Chromium', 'Unexpected response code: ', 'net/websockets/websocket_basic_handshake_stream.cc'],
  ['Node ws', 'Unexpected server response: ', 'ws, lib/websocket.js'],
  ['websocket-client', 'Handshake status ', 'websocket-client, websocket/_handshake.py'],
  [
    'websockets',
    'server rejected WebSocket connection: HTTP ',
    'websockets, src/websockets/exceptions.py',
  ],
  ['tungstenite', 'HTTP error: ', 'tungstenite, src/error.rs'],
  ['Java-WebSocket', 'Invalid status code received: ', 'Java-WebSocket, Draft_6455.java'],
  ['OkHttp', "Expected HTTP 101 response but was '", 'OkHttp, RealWebSocket.kt'],
  ['aiohttp', 'WSServerHandshakeError: ', 'aiohttp, aiohttp/client_exceptions.py'],
  ['.NET', "The server returned status code '", '.NET, System.Net.WebSockets, Strings.resx'],
];

/** How clients of HTTP print a status that they take for a failure. */
const ofHttp: typeof ofWebSocket = [
  ['curl, git', 'The requested URL returned error: ', 'curl, lib/http.c; git, http.c'],
  ['git', 'RPC failed; HTTP ', 'git, remote-curl.c'],
  ['wget', 'ERROR ', 'wget, src/http.c'],
  ['Python urllib', 'HTTP Error ', 'Python, Lib/urllib/error.py'],
  ['Python httpx', "Server error '", 'httpx, httpx/_models.py'],
  ['Python httpx', "Client error '", 'httpx, httpx/_models.py'],
  ['axios', 'Request failed with status code ', 'axios, lib/core/settle.js'],
  ['got', 'Response code ', 'got, source/core/errors.ts'],
  ['Chromium', 'the server responded with a status of ', 'Chromium, console messages'],
  ['PHP', 'HTTP request failed! HTTP/1.1 ', 'PHP, ext/standard/http_fopen_wrapper.c'],
  ['Guzzle', 'resulted in a `', 'Guzzle, src/Exception/RequestException.php'],
  ['Java', 'Server returned HTTP response code: ', 'OpenJDK, HttpURLConnection.java'],
  [
    '.NET',
    'Response status code does not indicate success: ',
    '.NET, System.Net.Http, Strings.resx',
  ],
  [
    'PowerShell',
    'The remote server returned an error: (',
    '.NET, System.Net.Requests, Strings.resx',
  ],
  ['Rust reqwest', 'HTTP status server error (', 'reqwest, src/error.rs'],
  ['Rust reqwest', 'HTTP status client error (', 'reqwest, src/error.rs'],
  ['docker', 'unexpected HTTP status: ', 'distribution, registry/client/errors.go'],
  ['docker', 'unexpected status code ', 'containerd, core/remotes/docker'],
  ['a response', 'HTTP/1.1 ', 'RFC 9112, 4; so prints httpie'],
  ['a response', 'HTTP/1.0 ', 'RFC 9112, 4'],
  ['a response', 'HTTP/2 ', 'curl -i'],
];

type Lines = typeof ofWebSocket;

const printed = (
  lines: Lines,
  statuses: readonly number[],
  causes: readonly KnownCause[],
): Documented[] =>
  [...Map.groupBy(lines, ([by]) => by)].flatMap(([by, its]) =>
    statuses.map((status): Documented => {
      const [first = '', ...others] = its.map(([, line]) => `${line}${status}`);
      return { by, says: [first, ...others], causes, source: its[0]?.[2] ?? '' };
    }),
  );

/** What both kinds of clients print of these statuses, and what their causes are for each, likeliest first. */
export const statusWords = (
  statuses: readonly number[],
  { websocket, http }: { websocket?: readonly KnownCause[]; http?: readonly KnownCause[] },
): Documented[] => [
  ...(websocket ? printed(ofWebSocket, statuses, websocket) : []),
  ...(http ? printed(ofHttp, statuses, http) : []),
];

/** A status with its reason phrase, as it stands in pages and logs (RFC 9110, 15). */
export const reasonWords = (
  says: Documented['says'],
  causes: readonly KnownCause[],
): Documented => ({
  by: 'a page or a log',
  says,
  causes,
  source: 'RFC 9110, 15; nginx, src/http/ngx_http_special_response.c',
});
