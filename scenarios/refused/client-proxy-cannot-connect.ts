import {
  allowPortInProxy,
  client,
  defineScenario,
  lan,
  proxy,
  server,
  startService,
  stopService,
  useProxy,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The proxy that the client is set to use works, and the server behind it refuses',
  topology: lan({ client: client(), proxy: proxy(), server: server(webSocket()) }),
  target: 'ws://server/',
  fault: [allowPortInProxy('proxy'), useProxy('client', 'proxy'), stopService('server')],
  symptom: { at: 'proxy', code: 'HTTP 503' },
  wire: { client: 'nothing sent', server: 'SYN > RST' },
  cause: 'client-proxy-cannot-connect',
  twin: 'healthy/through-proxy',
  remedy: {
    action: 'start-service',
    advice: 'Start the service; the proxy is well, and so is the setting.',
    change: startService('server'),
  },
  lesson: {
    why: 'With a proxy it is the proxy that connects to the server. What its connect(2) got, it tells in an HTTP status: squid says 503, others 502, tinyproxy 500.',
    tellApart:
      'The status comes in answer to CONNECT, so no server has said it. squid names the errno in a header: X-Squid-Error: ERR_CONNECT_FAIL 111 is "connection refused", 110 silence, and ERR_DNS_FAIL a name that it does not find.',
    hints: [
      'Who sent the 503? Nothing that speaks HTTP answers in place of the server but the proxy.',
      'See all of the answer: curl -v --proxytunnel --proxy http://PROXY:3128 http://SERVER:PORT/',
      'On the server: ss -ltn',
    ],
    see: ['RFC 9110, 9.3.6', 'RFC 9110, 15.6.4', 'squid, errorpage.cc (X-Squid-Error)'],
  },
});
