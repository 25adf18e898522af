import type { Knowledge } from './point.ts';

/** What the user knows of the intended server; in some cases nothing. */
export interface Believed {
  intendedAddress?: string;
  intendedName?: string;
}

/** What the user knows, with the intended server's address and name. */
export const believedOf = (
  knowledge: Knowledge,
  intendedAddress: string,
  intendedName: string,
): Believed =>
  ({
    both: { intendedAddress, intendedName },
    address: { intendedAddress },
    name: { intendedName },
    nothing: {},
  })[knowledge];
