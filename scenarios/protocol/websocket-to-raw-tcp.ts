import {
  client,
  defineScenario,
  lan,
  lines,
  serve,
  server,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The client speaks WebSocket, and the server speaks a protocol of lines that is no HTTP',
  documented: 'Other Errors, 1',
  topology: lan({ client: client(), server: server(webSocket()) }),
  target: 'ws://server/',
  fault: serve('server', lines({ greeting: '220 ready', answer: '500 unknown command' })),
  symptom: { at: 'upgrade', code: 'HPE_INVALID_CONSTANT' },
  wire: 'SYN > SYN-ACK',
  forms: {
    'a server that greets': {},
    'a server that answers': { fault: serve('server', lines({ answer: 'ERROR' })) },
  },
  cause: 'websocket-to-raw-tcp',
  remedy: {
    action: 'serve-websocket',
    advice: 'Make the server speak WebSocket on this port, or use the port on which it does.',
    change: serve('server', webSocket()),
  },
  lesson: {
    why: 'A WebSocket begins as an HTTP request, and its client waits for a line that begins with HTTP/. A mail server, a cache or a game server of its own protocol sends other bytes: Node says "Parse Error", a browser net::ERR_INVALID_HTTP_RESPONSE.',
    tellApart:
      'The connection stands and bytes come back, so no firewall and no port is to blame. The bytes themselves say who is there: many protocols introduce themselves in their first line.',
    hints: [
      'Something answered. What did it say?',
      'Listen before you speak: nc SERVER PORT',
      "And if it says nothing first: printf 'GET / HTTP/1.1\\r\\n\\r\\n' | nc SERVER PORT",
    ],
    see: ['RFC 6455, 4.1', 'RFC 9112, 4', 'RFC 5321, 4.2'],
  },
});
