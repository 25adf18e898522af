import { byAnswer } from './by-answer.ts';

export const redirected = byAnswer('redirected', 2, ({ handshake }) => ({
  action: 'use-right-url',
  text: `The server answers with ${handshake?.status ?? 'a redirect'}${handshake?.headers?.['location'] === undefined ? '' : ` and Location ${handshake.headers['location']}`}. Clients of WebSocket do not follow (RFC 6455, 4.1): connect to the url that is named, with wss:// for https:// and ws:// for http://.`,
  commands: [],
}));
