import type { Change } from './change.ts';

/** The service of a host starts anew with other settings, beside those that it was set up with. */
export const configure = <const H extends string>(
  on: H,
  settings: Readonly<Record<string, string>>,
): Change<H> => ({
  verb: 'configure',
  on,
  says: `the service runs with ${Object.entries(settings)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')}`,
  apply: ({ services }) => [
    { kind: 'serve', on, as: { options: { ...services[on]?.options, ...settings } } },
  ],
  undo: ({ services }) => [{ kind: 'serve', on, as: { options: services[on]?.options ?? {} } }],
});

/** The service of a host starts anew with the settings that it was set up with. */
export const configureRight = <const H extends string>(on: H): Change<H> => ({
  ...configure(on, {}),
  verb: 'configureRight',
  says: 'the service runs with the settings that it was set up with',
});
