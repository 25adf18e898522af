import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostileTexts } from './sample-hostile.ts';
import { firstOf, legible, legibleLine } from './stranger.ts';

/** Any UTF-16 code units: halves of surrogate pairs, control characters and noncharacters, too. */
const anyText = fc
  .array(fc.oneof(fc.nat(0xffff), fc.nat(0x9f)))
  .map((units) => String.fromCharCode(...units));

test('whatever a stranger prints, only characters and lines are left of it', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, fc.constantFrom(...hostileTexts)), (text) => {
      expect(legible(text, 1e6)).not.toMatch(/(?![\n\t])\p{C}/u);
      expect(legibleLine(text, 1e6)).not.toMatch(/[\p{C}\n]/u);
    }),
  );
});

test('escape sequences are dropped, and what is no text is shown to have been there', () => {
  expect(legible('a\u001b[31mb\u001b[0m\tc\r\nd\re\u0007\ud800', 100)).toBe(
    'ab\tc\nd\ne\ufffd\ufffd',
  );
});

test('a long text is cut in its middle, and says so', () => {
  expect(legible(`${'a'.repeat(50)}${'b'.repeat(50)}`, 10)).toBe(
    'aa\n[… 90 characters left out …]\nbbbbbbbb',
  );
  expect(legible('a'.repeat(10), 10)).toBe('a'.repeat(10));
  expect(legible('x'.repeat(5_000_000), 1000).length).toBeLessThan(1100);
});

test('a long line is cut at its end', () => {
  expect([legibleLine('ab  c\nd', 99), legibleLine('abcdef', 3)]).toEqual(['ab c d', 'abc …']);
});

test('a few of many', () => {
  expect(firstOf([1, 2, 3], 2)).toEqual({ shown: [1, 2], more: 1 });
  expect(firstOf([1], 2)).toEqual({ shown: [1], more: 0 });
});
