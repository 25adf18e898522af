import type { Change } from './change.ts';

/** The client is set to a port: the one on which the service listens, or one with nobody there. */
export const usePort = <const H extends string>(on: H, port: 'right' | 'unused'): Change<H> => ({
  verb: 'usePort',
  on,
  says: `the client uses the ${port} port`,
  apply: ({ aim, unusedPort }) => [
    { kind: 'aim', at: { port: port === 'right' ? aim.port : unusedPort } },
  ],
  undo: ({ aim }) => [{ kind: 'aim', at: { port: aim.port } }],
});
