import { observation } from './observation.ts';

/** A name without a dot that the system did not find with any domain of its search list (resolv.conf(5)). */
export const searchList = observation({
  name: 'searchList',
  read: ({ evidence }) => {
    const { intendedLookup = [], intendedName, lookup, searchList: domains, target } = evidence;
    if (domains === undefined || lookup?.code === undefined) return undefined;
    const isWhole = intendedLookup.length > 0 && intendedName?.startsWith(`${target.host}.`);
    return { domains, ...(isWhole === true ? { whole: intendedName } : {}) };
  },
  tell: ({ domains, whole }, { evidence }) => {
    const list =
      domains.length === 0
        ? 'the search list is empty'
        : `the search list has ${domains.join(', ')}`;
    const found = whole === undefined ? '' : ` The whole name, ${whole}, is known.`;
    return `${evidence.target.host} is a name without a domain, and ${list}.${found}`;
  },
  identifies: { searchList: 'name' },
});
