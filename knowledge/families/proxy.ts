import type { Family } from '../family.ts';
import { sources } from './sources.ts';

export const settings = 'env | grep -i proxy';

/** The same setting suits curl and Go, which take it for HTTP (curl(1), --proxy; golang.org/x/net, http/httpproxy). */
const withoutScheme =
  'The setting of the proxy cannot be read, mostly for want of its scheme: nothing was sent. Write it in full, http://PROXY:PROXYPORT. See it with: env | grep -i proxy.';

export const proxy: Family = {
  name: 'proxy',
  stage: 'proxy',
  says: 'The client goes through a proxy, and it is the proxy that cannot be reached, or says no.',
  symptoms: [],
  words: [
    {
      by: 'curl, Python',
      says: ['CONNECT tunnel failed, response <status>', 'from proxy after CONNECT'],
      source: 'curl, lib/cf-h1-proxy.c and lib/http_proxy.c',
    },
    { by: 'wget', says: ['Proxy tunneling failed'], source: 'wget, src/http.c' },
    {
      by: 'Node',
      says: ['ERR_PROXY_TUNNEL', 'Proxy response (<status>) !== 200 when HTTP Tunneling'],
      source: 'Node, lib/_http_agent.js; undici, lib/dispatcher/proxy-agent.js',
    },
    {
      by: 'Python',
      says: [
        'Tunnel connection failed: <status>',
        'Unable to connect to proxy',
        'Cannot connect to proxy',
        'requests.exceptions.ProxyError',
      ],
      source: 'Python, Lib/http/client.py; requests',
    },
    { by: 'Go', says: ['proxyconnect tcp'], source: 'Go, src/net/http/transport.go' },
    {
      by: 'Java',
      says: ['Unable to tunnel through proxy'],
      source: 'OpenJDK, sun/net/www/protocol/http/HttpURLConnection.java',
    },
    {
      by: 'Chromium',
      says: [
        'ERR_PROXY_CONNECTION_FAILED',
        'ERR_TUNNEL_CONNECTION_FAILED',
        'ERR_NO_SUPPORTED_PROXIES',
        'ERR_MANDATORY_PROXY_CONFIGURATION_FAILED',
        'ERR_PAC_SCRIPT_FAILED',
        'ERR_PROXY_CERTIFICATE_INVALID',
        'Establishing a tunnel via proxy server failed',
      ],
      source: `${sources.chromium}; net/websockets/websocket_stream.cc`,
    },
    {
      by: 'a page, a log, curl or Python',
      says: [
        '407 Proxy Authentication Required',
        'Proxy Authentication Required',
        'ERR_PROXY_AUTH_REQUESTED',
        'CONNECT tunnel failed, response 407',
        'Received HTTP code 407 from proxy',
        'Tunnel connection failed: 407',
      ],
      causes: ['client-proxy-authentication'],
      source: 'RFC 9110, 15.5.8',
    },
    {
      by: 'curl, Python',
      says: [
        'CONNECT tunnel failed, response 403',
        'Received HTTP code 403 from proxy',
        'Tunnel connection failed: 403',
      ],
      causes: ['client-proxy-denies'],
      source: 'curl, lib/cf-h1-proxy.c; RFC 9110, 15',
    },
    {
      by: 'curl, Python',
      says: [
        'CONNECT tunnel failed, response 502',
        'Received HTTP code 502 from proxy',
        'Tunnel connection failed: 502',
        'CONNECT tunnel failed, response 503',
        'Received HTTP code 503 from proxy',
        'Tunnel connection failed: 503',
        'CONNECT tunnel failed, response 504',
        'Received HTTP code 504 from proxy',
        'Tunnel connection failed: 504',
      ],
      causes: ['client-proxy-cannot-connect'],
      source: 'curl, lib/cf-h1-proxy.c; RFC 9110, 15',
    },
    {
      by: 'curl, Python, Go, Tor',
      says: [
        'Proxy CONNECT aborted',
        'Tor is not an HTTP Proxy',
        'This is a SOCKs Proxy, Not An HTTP Proxy',
        'malformed HTTP response "\\x05',
        'proxyconnect tcp: EOF',
      ],
      causes: [],
      means:
        'What listens at the proxy speaks no HTTP, or ends the connection: mostly it is a proxy of SOCKS, which the setting names as one of HTTP. Name it as socks5h://PROXY:PROXYPORT. See the setting with: env | grep -i proxy.',
      source:
        'curl, lib/cf-h1-proxy.c; Tor, src/core/or/connection_edge.c; Go, net/http/response.go; RFC 1928, 3',
    },
    {
      by: 'SOCKS clients',
      says: [
        'SOCKS5: connection refused',
        "Can't complete SOCKS5 connection",
        'Failed to connect to SOCKS proxy',
        'SOCKSHTTPSConnectionPool',
        'SOCKSHTTPConnectionPool',
        'ERR_SOCKS_CONNECTION_FAILED',
        'socks connect tcp',
      ],
      source: `curl, lib/socks.c; PySocks; urllib3, contrib/socks.py; ${sources.chromium}; golang.org/x/net, internal/socks`,
    },
    {
      by: 'npm',
      says: ['tunneling socket could not be established'],
      source: 'tunnel-agent, index.js',
    },
    {
      by: '.NET',
      says: ['The proxy tunnel request to proxy'],
      source: '.NET, System.Net.Http, Strings.resx',
    },
    {
      by: 'Firefox',
      says: [
        'The proxy server is refusing connections',
        'NS_ERROR_PROXY_BAD_GATEWAY',
        'NS_ERROR_UNKNOWN_PROXY_HOST',
      ],
      source: sources.firefox,
    },
    { by: 'Firefox', says: ['NS_ERROR_PROXY_CONNECTION_REFUSED'], source: sources.firefox },
    {
      by: 'Node',
      says: ['at new EnvHttpProxyAgent', 'at setupHttpProxy'],
      causes: [],
      means: withoutScheme,
      source:
        'Node, lib/internal/process/pre_execution.js; undici, lib/dispatcher/env-http-proxy-agent.js',
    },
    {
      by: 'Python',
      says: [
        'Proxy URL had no scheme, should start with http:// or https://',
        'Proxy URL had unsupported scheme',
        'requests.exceptions.InvalidProxyURL',
        'Please check proxy URL. It is malformed and could be missing the host.',
      ],
      causes: [],
      means: withoutScheme,
      source: 'urllib3, src/urllib3/exceptions.py; requests, src/requests/adapters.py',
    },
    {
      by: 'curl',
      says: ['Unsupported proxy syntax in', 'Unsupported proxy scheme for'],
      causes: [],
      means: withoutScheme,
      source: 'curl, lib/url.c',
    },
  ],
  suspects: [
    {
      cause: 'client-proxy-gone',
      look: [
        {
          on: 'client',
          run: settings,
          shows: 'a proxy at whose address nothing answers: nc -zv PROXY PROXYPORT',
        },
      ],
    },
    {
      cause: 'client-proxy-denies',
      look: [
        {
          on: 'client',
          run: 'curl -v -p http://SERVER:PORT/',
          shows: 'CONNECT SERVER:PORT, answered by the proxy with 403',
        },
      ],
    },
    {
      cause: 'client-proxy-authentication',
      look: [
        {
          on: 'client',
          run: 'curl -v -p http://SERVER:PORT/',
          shows: '407, and in Proxy-Authenticate which credentials the proxy takes',
        },
      ],
    },
    {
      cause: 'client-proxy-cannot-connect',
      look: [
        {
          on: 'client',
          run: 'curl -v -p http://SERVER:PORT/',
          shows:
            'CONNECT SERVER:PORT, answered by the proxy with 500, 502, 503 or 504 (squid: X-Squid-Error)',
        },
      ],
    },
    {
      cause: 'client-proxy-silent',
      look: [
        {
          on: 'client',
          run: settings,
          shows: 'a proxy that accepts and answers nothing: curl -m 5 http://PROXY:PROXYPORT/',
        },
      ],
    },
  ],
};
