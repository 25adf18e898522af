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
  title: 'The server speaks a subprotocol of WebSocket, and the client does not offer it',
  topology: lan({ client: client(), server: server(webSocket()) }),
  target: 'ws://server/',
  fault: configure('server', { subprotocol: 'mqtt' }),
  symptom: { at: 'upgrade', code: 'HTTP 400' },
  wire: 'SYN > SYN-ACK',
  cause: 'subprotocol-missing',
  remedy: {
    action: 'offer-subprotocol',
    advice: "Offer it, new WebSocket(url, ['mqtt']); or let the server take clients without.",
    change: configureRight('server'),
  },
  lesson: {
    why: 'What is said over a WebSocket may be a protocol of its own: MQTT, STOMP, GraphQL, OCPP. A server that speaks one of these alone wants it named in Sec-WebSocket-Protocol, and refuses who does not.',
    tellApart:
      'With the right name in the header the same request is accepted, and the 101 names what the server has chosen.',
    hints: [
      'What do the two want to speak with each other, once the WebSocket stands?',
      'curl -i -H "Sec-WebSocket-Protocol: mqtt" …',
    ],
    see: ['RFC 6455, 1.9 and 4.2.2', 'OASIS: MQTT 5.0, 6'],
  },
});
