import { randomInt } from 'node:crypto';

/**
 * Marks our own control sequences as parameters that nobody outside this process can know, so that
 * they alone survive `forTerminal`. Four digits each: whatever measures text still sees a sequence.
 */
const mark = [...Array(4)].map(() => randomInt(1000, 10_000)).join(';');

const marked = new RegExp(`(\\x1b\\[[\\d;]*;${mark}[A-Za-z])`);

/** A control sequence of our own (ECMA-48, 5.4): `ownSequence('1', 'A')` moves up one line. */
export const ownSequence = (parameters: string, final: string): string =>
  `\x1b[${parameters};${mark}${final}`;

/** The text as alternating parts: others' text, and our own sequences without their mark. */
export function byOrigin(text: string): { text: string; isOwn: boolean }[] {
  return text.split(marked).map((part, index) => ({
    text: index % 2 === 1 ? part.replace(`;${mark}`, '') : part,
    isOwn: index % 2 === 1,
  }));
}
