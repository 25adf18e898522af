import {
  behindProxy,
  configure,
  configureRight,
  defineScenario,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The server sends the client elsewhere, and WebSocket clients do not follow',
  topology: behindProxy('nginx-proxy', webSocket()),
  target: 'ws://server/',
  fault: configure('server', { redirect: '301' }),
  symptom: { at: 'upgrade', code: 'HTTP 301' },
  wire: 'SYN > SYN-ACK',
  cause: 'redirected',
  twin: 'healthy/redirect-of-the-service',
  remedy: {
    action: 'use-right-url',
    advice: 'Connect to the place that the redirect names, or take the redirect out for WebSocket.',
    change: configureRight('server'),
  },
  lesson: {
    why: 'A redirect is for clients that follow: to https, to a name with www, to a path with a slash. A WebSocket that gets anything else than 101 has failed; browsers do not follow at all.',
    tellApart:
      'The status is 301, 302, 307 or 308, and Location says where the server wants the client. A page would follow it unseen, so a browser shows no sign of it.',
    hints: [
      'What does the header Location say?',
      'Is it the same place by another scheme: wss:// for https://?',
      'curl -i without -L shows what the client gets',
    ],
    see: ['RFC 6455, 4.1', 'RFC 9110, 15.4'],
  },
});
