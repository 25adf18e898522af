import type { Evidence } from './evidence.ts';

/** Names of hosts are the same in capitals, and with the dot of the root (RFC 4343; RFC 1034, 3.1). */
export const sameName = (a: string, b: string): boolean => plain(a) === plain(b);

const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '');

/**
 * The addresses of the server that is meant, by what the user knows: an address, or a name that leads
 * there. Undefined where nothing is known, or the name leads nowhere.
 */
export const addressesMeant = ({
  intendedAddress,
  intendedLookup = [],
  intendedName,
}: Evidence): readonly string[] | undefined => {
  if (intendedAddress !== undefined) return [intendedAddress];
  return intendedName !== undefined && intendedLookup.length > 0
    ? intendedLookup.toSorted()
    : undefined;
};
