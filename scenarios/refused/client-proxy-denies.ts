import {
  allowPortInProxy,
  client,
  defineScenario,
  lan,
  proxy,
  server,
  useProxy,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The proxy that the client is set to use refuses a tunnel to this port',
  documented: 'Connection Refuse, 6',
  topology: lan({ client: client(), proxy: proxy(), server: server(webSocket()) }),
  target: 'ws://server/',
  fault: useProxy('client', 'proxy'),
  symptom: { at: 'proxy', code: 'HTTP 403' },
  wire: 'nothing sent',
  forms: {
    http_proxy: {},
    https_proxy: { fault: useProxy('client', 'proxy', 'https_proxy') },
  },
  cause: 'client-proxy-denies',
  twin: 'healthy/through-proxy',
  remedy: {
    action: 'allow-port-in-proxy',
    advice: 'Let the proxy tunnel to the port (squid: acl SSL_ports port PORT), or go past it.',
    change: allowPortInProxy('proxy'),
  },
  lesson: {
    why: 'WebSocket goes through an HTTP proxy in a tunnel, which the client asks for with CONNECT. The stock rules of squid allow tunnels to port 443 only, and answer 403 to any other.',
    tellApart:
      'The status reads as if the server had sent it, and nothing ever came to the server. The answer to CONNECT has the headers of the proxy (Server: squid, X-Squid-Error: ERR_ACCESS_DENIED 0).',
    hints: [
      'Who sent the 403? Look at its headers, or into the log of the server.',
      'env | grep -i proxy',
      'Ask the proxy for a tunnel by hand: curl -v --proxytunnel --proxy http://PROXY:3128 http://SERVER:PORT/',
    ],
    see: ['RFC 9110, 9.3.6', 'RFC 6455, 4.1', 'squid.conf, http_access deny CONNECT !SSL_ports'],
  },
});
