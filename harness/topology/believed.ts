import type { Random } from './random.ts';

/** What the user knows of the server that is meant: something in some cases, and nothing in others. */
export interface Believed {
  intendedAddress?: string;
  intendedName?: string;
}

/** Draws what is known: address and name, one of them, or neither, each as often. */
export const drawBelieved = (
  draw: Random,
  intendedAddress: string,
  intendedName: string,
): Believed =>
  draw.pick([{ intendedAddress, intendedName }, { intendedAddress }, { intendedName }, {}]);
