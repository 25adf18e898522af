import type { Evidence } from './evidence.ts';

/** Host names are case-insensitive, and equal with the dot of the root (RFC 4343; RFC 1034, 3.1). */
export const sameName = (a: string, b: string): boolean => plain(a) === plain(b);

const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '');

/**
 * Addresses of the intended server, from the user: an address, or a name that was looked up. Undefined if nothing
 * is known, or the name has no address.
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
