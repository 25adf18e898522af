import type { Change } from './change.ts';

/** The client uses the protocol of another URL scheme. */
export const useScheme = <const H extends string>(
  on: H,
  scheme: 'ws' | 'wss' | 'http' | 'https',
): Change<H> => ({
  verb: 'useScheme',
  on,
  says: `the client speaks ${scheme}`,
  apply: () => [{ kind: 'aim', at: { scheme } }],
  undo: ({ aim }) => [{ kind: 'aim', at: { scheme: aim.scheme } }],
});
