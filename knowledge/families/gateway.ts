import type { Documented, Family } from '../family.ts';
import { edgeWords } from './edge.ts';
import { reasonWords, statusWords } from './statuses.ts';
import { suspectsBehind } from './gateway-suspects.ts';

const badGateway = ['bad-gateway', 'upstream-closes'] as const;
const unavailable = [
  'no-server-available',
  'service-failing',
  'bad-gateway',
  'server-full',
] as const;
const timedOut = ['gateway-timeout'] as const;

const ofStatuses: readonly Documented[] = [
  ...statusWords([502], { websocket: badGateway, http: badGateway }),
  ...statusWords([503], { websocket: unavailable, http: unavailable }),
  ...statusWords([504], { websocket: timedOut, http: timedOut }),
  reasonWords(['502 Bad Gateway', '502 Proxy Error', '502 Server Error: Bad Gateway'], badGateway),
  reasonWords(
    ['503 Service Unavailable', '503 Service Temporarily Unavailable', '503 Server Error'],
    unavailable,
  ),
  reasonWords(
    ['504 Gateway Time-out', '504 Gateway Timeout', '504 Server Error: Gateway Time-out'],
    timedOut,
  ),
];

const nginx = 'nginx, src/http/ngx_http_upstream.c';
const ofNginx: readonly Documented[] = [
  {
    by: 'nginx',
    says: [
      'connect() failed (111: Connection refused) while connecting to upstream',
      'connect() failed (113: No route to host) while connecting to upstream',
      'connect() failed (113: Host is unreachable) while connecting to upstream',
      'connect() failed (101: Network is unreachable) while connecting to upstream',
      'upstream timed out (110: Connection timed out) while connecting to upstream',
      'upstream timed out (110: Operation timed out) while connecting to upstream',
      'connect() to <host> failed (13: Permission denied) while connecting to upstream',
      'connect() to <host> failed (2: No such file or directory) while connecting to upstream',
    ],
    causes: ['bad-gateway'],
    source: nginx,
  },
  {
    by: 'nginx',
    says: [
      'upstream prematurely closed connection',
      'recv() failed (104: Connection reset by peer) while reading response header from upstream',
      'recv() failed (104: Connection reset by peer) while reading upstream',
      'recv() failed (104: Connection reset by peer) while proxying upgraded connection',
      'upstream sent invalid header',
      'upstream sent no valid HTTP/1.0 header',
    ],
    causes: ['upstream-closes'],
    source: nginx,
  },
  {
    by: 'nginx',
    says: [
      'upstream timed out (110: Connection timed out) while reading response header from upstream',
      'upstream timed out (110: Operation timed out) while reading response header from upstream',
      'upstream timed out (110: Connection timed out) while reading upstream',
    ],
    causes: ['gateway-timeout'],
    source: nginx,
  },
  {
    by: 'nginx',
    says: [
      'upstream timed out (110: Connection timed out) while proxying upgraded connection',
      'upstream timed out (110: Operation timed out) while proxying upgraded connection',
    ],
    causes: ['idle-timeout'],
    means:
      'nginx closes an upgraded connection that is quiet for proxy_read_timeout, 60 s by default.',
    source: nginx,
  },
  {
    by: 'nginx',
    says: ['no live upstreams while connecting to upstream', 'no live upstreams'],
    causes: ['no-server-available', 'bad-gateway'],
    source: nginx,
  },
];

const ofOthers: readonly Documented[] = [
  {
    by: 'HAProxy',
    says: ['No server is available to handle this request'],
    causes: ['no-server-available'],
    source: 'HAProxy, src/http.c',
  },
  {
    by: 'HAProxy',
    says: ['The server returned an invalid or incomplete response'],
    causes: ['upstream-closes', 'bad-gateway'],
    source: 'HAProxy, src/http.c',
  },
  {
    by: 'HAProxy',
    says: ["The server didn't respond in time"],
    causes: ['gateway-timeout'],
    source: 'HAProxy, src/http.c',
  },
  {
    by: 'Envoy',
    says: ['no healthy upstream'],
    causes: ['no-server-available'],
    source: 'Envoy, source/common/router/router.cc',
  },
  {
    by: 'Envoy',
    says: ['upstream connect error or disconnect/reset before headers'],
    causes: ['bad-gateway', 'upstream-closes'],
    source: 'Envoy, source/common/http/utility.cc',
  },
  {
    by: 'Apache',
    says: ['The proxy server received an invalid response from an upstream server'],
    causes: badGateway,
    source: 'Apache httpd, modules/http/http_protocol.c',
  },
  {
    by: 'Apache',
    says: ['AH00957', 'AH01114: HTTP: failed to make connection to backend'],
    causes: ['bad-gateway'],
    source: 'Apache httpd, modules/proxy/proxy_util.c and mod_proxy_http.c',
  },
  {
    by: 'Apache',
    says: ['AH01102: error reading status line from remote server'],
    causes: ['upstream-closes', 'gateway-timeout'],
    source: 'Apache httpd, modules/proxy/mod_proxy_http.c',
  },
  {
    by: 'Go',
    says: ['http: proxy error: dial tcp'],
    causes: ['bad-gateway'],
    source: 'Go, src/net/http/httputil/reverseproxy.go',
  },
];

export const gateway: Family = {
  name: 'gateway',
  stage: 'upgrade',
  says: 'Something in front of the service answers in its place: it is reached, and the service behind it is not, or does not answer it.',
  symptoms: ['HTTP'],
  words: [...ofNginx, ...ofOthers, ...ofStatuses, ...edgeWords],
  suspects: suspectsBehind,
};
