import { isIpv6 } from '../report/addresses.ts';
import { observation } from './observation.ts';

/** Addresses of the name that accept a connection, and those that do not. Undefined unless there are some of each. */
export const addresses = observation({
  name: 'addresses',
  read: ({ evidence: { attempts } }) => {
    const taking = [...new Set(attempts.flatMap((one) => (isTaking(one) ? one.address : [])))];
    // Attempts that this machine itself refused do not count.
    const others = attempts.filter(({ address, local }) => !local && !taking.includes(address));
    if (taking.length === 0 || others.length === 0) return undefined;
    const dead = others
      .map(({ address, code }) => ({ address, code }))
      .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    return {
      taking: taking.toSorted(),
      dead,
      /** Only IPv6 addresses fail, and at least one IPv4 address accepts. */
      isIpv6: dead.every(({ address }) => isIpv6(address)) && !taking.every(isIpv6),
    };
  },
  tell: ({ dead, taking }, { evidence: { target } }) =>
    `Of the addresses of ${target.host}, ${taking.join(' and ')} ${taking.length === 1 ? 'takes' : 'take'} the connection; not so ${dead.map(({ address, code }) => `${address} (${code})`).join(' and ')}. A client that tries one after the other works, and waits.`,
  identifies: {},
});

const isTaking = ({ code }: { code: string }): boolean => code === 'connected';
