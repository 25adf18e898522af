import { isLoopback, isName, sameAddress } from '../report/addresses.ts';
import { latestOf } from './counters.ts';
import { observation } from './observation.ts';

/** Whether the address in use is one of the server's own; undefined for a name without an address. */
export const ownAddress = observation({
  name: 'ownAddress',
  read: ({ address, evidence }) => {
    const { addresses = [] } = latestOf(evidence) ?? {};
    if (isLoopback(address) && evidence.isServerHere === false) return false;
    return addresses.length === 0 || isName(address)
      ? undefined
      : addresses.some((own) => sameAddress(own, address));
  },
  tell: (isOwn, { address }) =>
    isLoopback(address) && isOwn
      ? `${address} is the machine itself: client and server are one.`
      : isLoopback(address)
        ? `${address} is this machine itself, and the report is of another.`
        : `${address} is ${isOwn ? 'an address' : 'no address'} of the server, by its report.`,
  identifies: {},
});
