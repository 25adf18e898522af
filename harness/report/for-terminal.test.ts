import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forTerminal, jsonForTerminal } from './for-terminal.ts';
import { paint } from './look.ts';
import { ownSequence } from './own-sequence.ts';
import { hostileTexts } from './sample-hostile.ts';

const look = { columns: 80, colour: true };
const anyText = fc
  .array(fc.oneof(fc.nat(0xffff), fc.nat(0x9f), fc.constantFrom(0x1b, 0x5b, 0x5d, 0x9b, 0x6d)))
  .map((units) => String.fromCharCode(...units));

test('whatever the text, what is left is characters, lines and tabs', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, fc.constantFrom(...hostileTexts)), (text) => {
      expect(forTerminal(text)).not.toMatch(/(?![\n\t])[\p{C}\p{Zl}\p{Zp}]/u);
    }),
  );
});

/** A line feed is a control character, too, and may stand before a bracket. */
const escapes = String.fromCodePoint(0x1b, 0x9b);
const anySequence = new RegExp(`[${escapes}]\\[?[\\d;]*[A-Za-z]`, 'g');

test('our own sequences survive, whatever stands around them', () => {
  fc.assert(
    fc.property(anyText, anyText, (before, inside) => {
      const text = `${before}${paint(look, 'bad', inside)}${ownSequence('2', 'A')}`;
      const sequences = forTerminal(text).match(anySequence);
      expect(sequences).toEqual(['\u001b[31m', '\u001b[39m', '\u001b[2A']);
    }),
  );
});

describe('others', () => {
  test.each([
    ['a title', 'a\u001b]0;title\u0007b', 'ab'],
    ['the clipboard', 'a\u001b]52;c;cm0gLXJmIC8=\u001b\\b', 'ab'],
    ['a link', '\u001b]8;;http://owned.test\u001b\\a\u001b]8;;\u001b\\b', 'ab'],
    ['a string of 8 bits', 'a\u009d0;title\u009cb', 'ab'],
    ['a control sequence of 8 bits', 'a\u009b2Jb', 'ab'],
    ['a reset', 'a\u001bcb', 'ab'],
    ['bracketed paste', 'a\u001b[200~b', 'ab'],
    ['a colour, which is not ours', 'a\u001b[32mb', 'ab'],
    ['a string without an end hides nothing', 'a\u001b]0;b', 'a0;b'],
    ['a string that would end in another line', 'a\u001b]0;b\nc\u0007', 'a0;b\nc\ufffd'],
  ])('%s', (_, text, left) => {
    expect(forTerminal(text)).toBe(left);
  });
});

test('a long line is cut, ends its colours and says what was left out', () => {
  const line = forTerminal(paint(look, 'good', 'x'.repeat(20_000)));
  expect(line).toMatch(/x\p{Cc}\[0m \[… 1201\d characters left out\]$/u);
  expect(forTerminal('x'.repeat(8000))).toBe('x'.repeat(8000));
});

test('a text of many beginnings takes linear time', () => {
  const text = ['\u001b]', '\u009d', '\u001b[0', '\u009b']
    .map((one) => one.repeat(250_000))
    .join('');
  expect(forTerminal(text).length).toBeLessThan(10_000);
});

test('JSON stays the same document, in characters that no terminal acts on', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const document = { text, [text]: [text] };
      const json = jsonForTerminal(JSON.stringify(document, null, 2));
      expect(json).not.toMatch(/(?!\n)[\p{C}\p{Zl}\p{Zp}]/u);
      expect(JSON.parse(json)).toEqual(document);
    }),
  );
});
