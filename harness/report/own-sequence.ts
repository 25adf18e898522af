import { randomInt } from 'node:crypto';

/**
 * Marks our own control sequences with random parameters that no one outside this process knows, so only they survive
 * `forTerminal`. Four digits each: text measurement still recognises a sequence.
 */
const mark = [...Array(4)].map(() => randomInt(1000, 10_000)).join(';');

const marked = new RegExp(`(\\x1b\\[[\\d;]*;${mark}[A-Za-z])`);

/** A control sequence of our own (ECMA-48, 5.4): `ownSequence('1', 'A')` moves up one line. */
export const ownSequence = (parameters: string, final: string): string =>
  `\x1b[${parameters};${mark}${final}`;

/** Splits text into other text and our own sequences, the latter without their mark. */
export function byOrigin(text: string): { text: string; isOwn: boolean }[] {
  return text.split(marked).map((part, index) => ({
    text: index % 2 === 1 ? part.replace(`;${mark}`, '') : part,
    isOwn: index % 2 === 1,
  }));
}
