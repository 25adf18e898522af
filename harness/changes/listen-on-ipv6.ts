import type { Change } from './change.ts';

/** A host's service listens on all IPv6 addresses and no IPv4 address (ipv6(7), IPV6_V6ONLY). */
export const listenOnIpv6 = <const H extends string>(on: H): Change<H> => ({
  verb: 'listenOnIpv6',
  on,
  says: 'the service listens on IPv6 only',
  varies: { ipVersion: [4] },
  apply: ({ services }) => [
    {
      ...{ kind: 'serve', on },
      as: { address: '::', options: { ...services[on]?.options, only: 'IPv6' } },
    },
  ],
  undo: ({ services }) => {
    const { address = '', options = {} } = services[on] ?? {};
    return [{ kind: 'serve', on, as: { address, options } }];
  },
});
