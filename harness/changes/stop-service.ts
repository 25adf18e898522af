import type { Change } from './change.ts';

/** The service of a host stops, and nothing replaces it. */
export const stopService = <const H extends string>(on: H): Change<H> => ({
  verb: 'stopService',
  on,
  says: 'the service is not running',
  apply: () => [{ kind: 'serve', on, as: 'stopped' }],
  undo: () => [{ kind: 'serve', on, as: {} }],
});

/** The service of a host runs again with its original settings. */
export const startService = <const H extends string>(on: H): Change<H> => ({
  verb: 'startService',
  on,
  says: 'the service is started',
  apply: () => [{ kind: 'serve', on, as: {} }],
  undo: () => [{ kind: 'serve', on, as: 'stopped' }],
});
