import {
  client,
  configure,
  configureRight,
  defineScenario,
  http,
  lan,
  server,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The server closes a connection that is idle, just as the client asks again on it',
  topology: lan({ client: client(), server: server(http()) }),
  target: 'http://server/',
  fault: configure('server', { 'keep-alive-ms': '1000' }),
  idleMs: 1500,
  symptom: { at: 'stay', code: 'ECONNRESET' },
  wire: 'SYN > SYN-ACK > data > FIN',
  cause: 'keep-alive-race',
  twin: 'healthy/reused-connection',
  remedy: {
    action: 'keep-idle-longer',
    advice:
      'Let the server keep idle connections for longer than the clients and balancers in front of it do; in Node, server.keepAliveTimeout.',
    change: configureRight('server'),
  },
  lesson: {
    why: 'HTTP keeps a connection for the next request, and either end may close one that is idle. Where the server does, and the FIN is on its way or not yet looked at, the client asks on a connection that is none any more: the server has no socket for it, and its kernel answers with a reset.',
    tellApart:
      'It comes now and then, on reuse alone, and after a pause about as long as the server keeps idle connections (Node 5 s, Apache 5 s, nginx 75 s). A new connection always works. The request was not looked at, so it may be sent again.',
    hints: [
      'Was it the first request on this connection?',
      'How long was the connection idle, and for how long does the server keep one? curl -sv, the header Keep-Alive',
      'Look at the packets: is there a FIN of the server before the request that was reset?',
    ],
    see: ['RFC 9112, 9.3.1', 'RFC 9112, 9.5', 'Node: http, server.keepAliveTimeout'],
  },
});
