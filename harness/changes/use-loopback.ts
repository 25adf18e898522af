import type { Change } from './change.ts';

/** The client is configured with its own machine: by name, or by the loopback address of one IP version. */
export const useLoopback = <const H extends string>(
  on: H,
  host: 'localhost' | '127.0.0.1' | '::1',
): Change<H> => ({
  verb: 'useLoopback',
  on,
  says: `the client uses ${host}`,
  apply: () => [{ kind: 'aim', at: { host } }],
  undo: ({ aim }) => [{ kind: 'aim', at: { host: aim.host } }],
});
