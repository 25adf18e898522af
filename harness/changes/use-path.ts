import type { Change } from './change.ts';

/** The client is configured with a path and query; `right` is that of the target's URL. */
export const usePath = <const H extends string>(
  on: H,
  path: `/${string}` | 'right',
): Change<H> => ({
  verb: 'usePath',
  on,
  says: `the client uses the ${path === 'right' ? 'right path' : `path ${path}`}`,
  apply: ({ aim }) => [{ kind: 'aim', at: { path: path === 'right' ? aim.path : path } }],
  undo: ({ aim }) => [{ kind: 'aim', at: { path: aim.path } }],
});
