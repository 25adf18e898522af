import type { Knowledge } from './point.ts';

/** What the user knows of the server that is meant: something in some cases, and nothing in others. */
export interface Believed {
  intendedAddress?: string;
  intendedName?: string;
}

/** What is known, with the address and the name of the server that is meant. */
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
