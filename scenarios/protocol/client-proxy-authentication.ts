import {
  client,
  defineScenario,
  lan,
  logIn,
  proxy,
  requireLogin,
  server,
  useProxy,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The proxy wants user and password, and the client has none for it',
  topology: lan({ client: client(), proxy: proxy(), server: server(webSocket()) }),
  target: 'ws://server/',
  fault: [requireLogin('proxy'), useProxy('client', 'proxy')],
  symptom: { at: 'proxy', code: 'HTTP 407' },
  wire: 'nothing sent',
  cause: 'client-proxy-authentication',
  twin: 'healthy/proxy-with-authentication',
  remedy: {
    action: 'log-in-to-proxy',
    advice: 'Put user and password into the setting: http://USER:PASSWORD@PROXY:3128.',
    change: logIn('client', 'proxy'),
  },
  lesson: {
    why: 'A proxy that serves known users alone answers 407 to whoever does not say who it is. The credentials are of the proxy, not of the server, and go in a header of their own.',
    tellApart:
      'A server that wants credentials says 401. 407 is of a proxy, and its header Proxy-Authenticate says which way of logging in it takes: a client that knows Basic only fails at one that wants Negotiate.',
    hints: [
      'Who says 407, and who says 401?',
      'See the header: curl -v --proxytunnel --proxy http://PROXY:3128 http://SERVER:PORT/',
      'Try with --proxy-user USER:PASSWORD',
    ],
    see: ['RFC 9110, 15.5.8', 'RFC 9110, 11.7.1', 'curl(1), --proxy-user'],
  },
});
