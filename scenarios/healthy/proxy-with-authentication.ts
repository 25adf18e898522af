import {
  client,
  defineScenario,
  lan,
  logIn,
  proxy,
  requireLogin,
  server,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The proxy wants user and password, and the settings of the client have them',
  topology: lan({ client: client(), proxy: proxy(), server: server(webSocket()) }),
  target: 'ws://server/',
  harmless: [requireLogin('proxy'), logIn('client', 'proxy')],
  symptom: 'connected',
  wire: { client: 'nothing sent', server: 'SYN > SYN-ACK' },
  cause: 'none',
  lesson: {
    why: 'The client sends user and password along with its CONNECT, and the proxy opens the tunnel.',
    tellApart:
      'Without the header Proxy-Authorization the same proxy says 407. That it does so to others is no fault.',
    hints: ['Which header does the client send to the proxy, and not to the server?'],
    see: ['RFC 9110, 11.7.2', 'RFC 7617, 2'],
  },
});
