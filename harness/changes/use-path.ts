import type { Change } from './change.ts';

/** The client is set to a path, with its query; `right` is the one that the url has by itself. */
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
