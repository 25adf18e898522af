import {
  client,
  defineScenario,
  http,
  lan,
  serve,
  server,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The client speaks WebSocket, and a plain HTTP server answers',
  documented: 'Other Errors, 1',
  topology: lan({ client: client(), server: server(webSocket()) }),
  target: 'ws://server/',
  fault: serve('server', http()),
  symptom: { at: 'upgrade', code: 'HTTP 200' },
  wire: 'SYN > SYN-ACK',
  forms: {
    'status 200': {},
    'status 404': {
      target: 'ws://server/socket',
      symptom: { at: 'upgrade', code: 'HTTP 404' },
      clientSees: 'answersNotFound',
    },
  },
  cause: 'websocket-to-http',
  remedy: {
    action: 'serve-websocket',
    advice: "Make the server speak WebSocket there: new Worker('websocket://0.0.0.0:PORT').",
    change: serve('server', webSocket()),
  },
  lesson: {
    why: 'A WebSocket begins as an HTTP request that asks to change the protocol. A server that knows no WebSocket answers it like any other request: with a page, or with 404.',
    tellApart:
      'The connection stands, so no firewall and no port is to blame. The status line is what came instead of 101 Switching Protocols.',
    hints: [
      'Unexpected response code: who sent a response, then?',
      'Ask it as a browser would: curl -i http://SERVER:PORT/',
    ],
    see: ['RFC 6455, 4.1', 'RFC 9110, 15.2.2'],
  },
});
