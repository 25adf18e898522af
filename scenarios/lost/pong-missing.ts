import {
  answerPings,
  client,
  defineScenario,
  ignorePings,
  lan,
  server,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The server pings, the client answers no ping, and the server ends the connection',
  topology: lan({ client: client(), server: server(webSocket({ pingMs: 500 })) }),
  target: 'ws://server/',
  fault: ignorePings('client'),
  idleMs: 2600,
  symptom: { at: 'stay', code: 'close 1006' },
  wire: 'SYN > SYN-ACK > data > FIN',
  cause: 'pong-missing',
  twin: 'healthy/pings-answered',
  remedy: {
    action: 'answer-pings',
    advice:
      'Let the client answer pings. Its library does so by itself where nothing keeps the event loop busy; a client without a library must send each ping back as a pong.',
    change: answerPings('client'),
  },
  lesson: {
    why: 'Servers ping to find clients that have gone. A ping must be answered by a pong with the same content; where none comes in time, the client counts as gone, and the server ends the connection. A client misses pings that computes for long, is put to sleep with its tab or machine, or was written without them.',
    tellApart:
      'A connection that answers pings lives, however little is said on it; one that does not is ended after a constant time, a multiple of the interval of the pings. Some servers say so: 1011, keepalive ping timeout.',
    hints: [
      'Who ended the connection, and was anything asked at that time?',
      'After how long does it end? Is it the same each time?',
      'What came from the server in the meantime? Look at the packets: two bytes, 89 00, are a ping.',
      'Does the client send anything back? A pong begins with 8a.',
    ],
    see: ['RFC 6455, 5.5.2', 'RFC 6455, 5.5.3', 'websockets: Keepalive and latency'],
  },
});
