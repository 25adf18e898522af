import { createHash, timingSafeEqual } from 'node:crypto';

/** Compares a secret in a time that tells nothing of either, nor of their lengths. */
export const isSameSecret = (given: string, expected: string): boolean =>
  timingSafeEqual(digest(given), digest(expected));

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
