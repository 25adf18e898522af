import { lookupService } from 'node:dns/promises';
import { setTimeout as wait } from 'node:timers/promises';

/** A resolver that says nothing would be waited for much longer (resolv.conf(5), timeout). */
const longestMs = 500;

/** What this machine calls an address (getnameinfo(3)); undefined where it knows no name. */
export const nameOf = async (address: string): Promise<string | undefined> => {
  const called = lookupService(address, 0).then(
    ({ hostname }) => hostname,
    () => undefined,
  );
  return Promise.race([called, wait(longestMs, undefined, { ref: false })]);
};
