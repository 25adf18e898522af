import type { Change } from './change.ts';

/** The service of a host listens on another local address. */
export const rebind = <const H extends string>(on: H, address: string): Change<H> => ({
  verb: 'rebind',
  on,
  says: `the service listens on ${address}`,
  apply: () => [{ kind: 'serve', on, as: { address } }],
  undo: ({ services }) => [{ kind: 'serve', on, as: { address: services[on]?.address ?? '' } }],
});
