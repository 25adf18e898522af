import type { Change } from './change.ts';

/** The client answers no ping of a WebSocket server: its library does not, or its event loop is blocked. */
export const ignorePings = <const H extends string>(on: H): Change<H> => ({
  verb: 'ignorePings',
  on,
  says: 'the client does not answer pings',
  apply: () => [{ kind: 'aim', at: { pongs: false } }],
  undo: () => [{ kind: 'aim', at: { pongs: true } }],
});

/** The client answers each ping with a pong (RFC 6455, 5.5.3). */
export const answerPings = <const H extends string>(on: H): Change<H> => ({
  verb: 'answerPings',
  on,
  says: 'the client answers pings',
  apply: () => [{ kind: 'aim', at: { pongs: true } }],
  undo: () => [{ kind: 'aim', at: { pongs: false } }],
});
