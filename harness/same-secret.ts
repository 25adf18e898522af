import { createHash, timingSafeEqual } from 'node:crypto';

/** Compares in constant time, so that neither the secret nor its length leaks. */
export const isSameSecret = (given: string, expected: string): boolean =>
  timingSafeEqual(digest(given), digest(expected));

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
