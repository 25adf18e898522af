import type { Change } from './change.ts';

/** Restarts a host's service with its original settings and these on top. */
export const configure = <const H extends string>(
  on: H,
  settings: Readonly<Record<string, string>>,
): Change<H> => ({
  verb: 'configure',
  on,
  says: `the service runs with ${Object.entries(settings)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ')}`,
  apply: ({ services }) => [
    { kind: 'serve', on, as: { options: { ...services[on]?.options, ...settings } } },
  ],
  undo: ({ services }) => [{ kind: 'serve', on, as: { options: services[on]?.options ?? {} } }],
});

/** Restarts a host's service with its original settings. */
export const configureRight = <const H extends string>(on: H): Change<H> => ({
  ...configure(on, {}),
  verb: 'configureRight',
  says: 'the service runs with the settings that it was set up with',
});
