import type { Change } from './change.ts';

const option = '--no-network-family-autoselection';

/** The client tries only the first address of a name, as many programs do (RFC 8305 describes trying all). */
export const tryFirstAddress = <const H extends string>(on: H): Change<H> => ({
  verb: 'tryFirstAddress',
  on,
  says: 'the client tries the first address of a name alone',
  apply: () => [{ kind: 'environment', set: { NODE_OPTIONS: option } }],
  undo: () => [{ kind: 'environment', set: { NODE_OPTIONS: undefined } }],
});
