import {
  client,
  configure,
  configureRight,
  defineScenario,
  lan,
  server,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The server takes WebSockets from pages of its own host, and the client is none',
  topology: lan({ client: client(), server: server(webSocket()) }),
  target: 'ws://server/',
  fault: configure('server', { origin: 'own' }),
  symptom: { at: 'upgrade', code: 'HTTP 403' },
  wire: 'SYN > SYN-ACK',
  cause: 'origin-refused',
  remedy: {
    action: 'allow-origin',
    advice: 'Put the origin of the client on the list of the server; programs send none.',
    change: configureRight('server'),
  },
  lesson: {
    why: 'A browser sends with each WebSocket from which page it comes. Servers compare that with a list, against pages of others that use the cookies of a user (RFC 6455, 10.2). Who sends no origin, or another, is refused.',
    tellApart:
      'With the header Origin of the host itself the same request is accepted. Credentials make no difference.',
    hints: [
      'Who may come? Not only the user counts, but the page, too.',
      'Say that you are a page of the host: curl -i -H "Origin: http://HOST" …',
    ],
    see: ['RFC 6455, 4.2.2 and 10.2', 'RFC 6454'],
  },
});
