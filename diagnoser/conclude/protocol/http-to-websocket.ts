import { decides, type CauseFile } from '../cause-file.ts';

export const httpToWebsocket: CauseFile = {
  cause: 'http-to-websocket',
  prior: 1,
  judge: ({ speech }) => [decides('handshake', speech === 'websocket-instead')],
  remedy: ({ evidence }) => ({
    action: 'use-websocket-client',
    text: `The server accepts WebSocket only. Use a WebSocket client, with the url ${evidence.target.url.replace(/^http/i, 'ws')}.`,
    commands: [],
  }),
};
