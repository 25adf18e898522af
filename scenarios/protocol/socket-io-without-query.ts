import { client, defineScenario, lan, server, socketIo, usePath } from '../../harness/index.ts';

export default defineScenario({
  title: 'The server is Socket.IO, and the client asks it as one that is plain WebSocket',
  topology: lan({ client: client(), server: server(socketIo()) }),
  target: 'ws://server/socket.io/?EIO=4&transport=websocket',
  fault: usePath('client', '/socket.io/'),
  symptom: { at: 'upgrade', code: 'HTTP 400' },
  wire: 'SYN > SYN-ACK',
  forms: {
    'at its path': {},
    'at another path': {
      fault: usePath('client', '/'),
      symptom: { at: 'upgrade', code: 'ECONNRESET' },
    },
  },
  cause: 'socket-io-without-query',
  remedy: {
    action: 'use-right-url',
    advice:
      'Use the client library of Socket.IO; by hand the url ends in /socket.io/?EIO=4&transport=websocket, and each packet has a number in front.',
    change: usePath('client', 'right'),
  },
  lesson: {
    why: 'Socket.IO is a protocol of its own that may go over WebSocket. Its server has one path, /socket.io/, and the query says the revision and the transport. Who comes there without is told "Transport unknown"; who comes elsewhere is hung up on after a second.',
    tellApart:
      'curl "http://SERVER:PORT/socket.io/?EIO=4&transport=polling" gets a packet that begins with 0{"sid": no other server has that.',
    hints: [
      'With which library is the server written?',
      'What does it say in words? curl -i http://SERVER:PORT/socket.io/',
      'Ask as Socket.IO does: curl "http://SERVER:PORT/socket.io/?EIO=4&transport=polling"',
    ],
    see: [
      'Engine.IO protocol, revision 4',
      'Socket.IO: what Socket.IO is not',
      'engine.io, lib/server.ts',
    ],
  },
});
