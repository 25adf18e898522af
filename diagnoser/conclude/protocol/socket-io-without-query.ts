import { byAnswer } from './by-answer.ts';

export const socketIoWithoutQuery = byAnswer('socket-io-without-query', 2, () => ({
  action: 'use-right-url',
  text: 'The server is Socket.IO, which is a protocol of its own. Use its client library; by hand the url ends in /socket.io/?EIO=4&transport=websocket, and its packets have numbers in front.',
  commands: [],
}));
