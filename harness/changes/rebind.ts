import type { Change } from './change.ts';

/** Addresses to listen on, for each IP version. */
const addresses = {
  loopback: { 4: '127.0.0.1', 6: '::1' },
  all: { 4: '0.0.0.0', 6: '::' },
};
const isNamed = (to: string): to is keyof typeof addresses => to in addresses;

/** A host's service listens on loopback only, on all addresses, or on a given one. */
export const rebind = <const H extends string>(
  on: H,
  to: keyof typeof addresses | `${number}.${string}` | `${string}::${string}`,
): Change<H> => {
  const own = to.includes(':') ? 6 : 4;
  return {
    verb: 'rebind',
    on,
    says: `the service listens on ${{ all: 'all addresses', loopback: 'a loopback address alone' }[to as string] ?? to}`,
    ...(isNamed(to) ? {} : { varies: { ipVersion: [own] } }),
    apply: ({ ipVersion }) => {
      const address = isNamed(to) ? addresses[to][ipVersion] : to;
      return [{ kind: 'serve', on, as: { address } }];
    },
    undo: ({ services }) => [{ kind: 'serve', on, as: { address: services[on]?.address ?? '' } }],
  };
};
