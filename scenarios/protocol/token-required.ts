import { client, defineScenario, lan, server, usePath, webSocket } from '../../harness/index.ts';

export default defineScenario({
  title: 'The server wants credentials, and the client sends none',
  topology: lan({ client: client(), server: server(webSocket({ token: 'kestrel' })) }),
  target: 'ws://server/?token=kestrel',
  fault: usePath('client', '/'),
  symptom: { at: 'upgrade', code: 'HTTP 401' },
  wire: 'SYN > SYN-ACK',
  cause: 'token-required',
  twin: 'healthy/unauthorized',
  remedy: {
    action: 'send-credentials',
    advice: 'Send the token that the server expects.',
    change: usePath('client', 'right'),
  },
  lesson: {
    why: 'The server decides before the upgrade who may come. A browser can send no header of its own with a WebSocket, so tokens go into the query, a cookie or the subprotocol, and get lost on the way there.',
    tellApart:
      'With 401 the server says that it wants to know who asks, and WWW-Authenticate says how it wants to be told.',
    hints: [
      'What does the server want to know?',
      'Which header names it: WWW-Authenticate',
      'Does the client send its token where the server looks for it?',
    ],
    see: ['RFC 9110, 15.5.2 and 11.6.1', 'RFC 6455, 10.5'],
  },
});
