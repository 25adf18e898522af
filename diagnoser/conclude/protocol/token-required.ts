import { byAnswer } from './by-answer.ts';

export const tokenRequired = byAnswer('token-required', 3, ({ handshake }) => ({
  action: 'send-credentials',
  text: `The server wants to know who asks${handshake?.headers?.['www-authenticate'] === undefined ? '' : ` (${handshake.headers['www-authenticate']})`}: send the token, the cookie or the header Authorization that it expects, and see whether the one that is sent has expired. A browser sets no header for a WebSocket: there it goes into a cookie, the query, or the first message.`,
  commands: [],
}));
