import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fit, labelled, secondsText, wrap } from './layout.ts';
import { printable } from './look.ts';

/** Any code points, lone surrogates and control characters among them. */
const anyText = fc.array(fc.nat(0x10ffff)).map((points) => String.fromCodePoint(...points));

test('wrapped text keeps its words and its width', () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 });
  fc.assert(
    fc.property(words, fc.integer({ min: 12, max: 40 }), (list, width) => {
      const lines = wrap(list.join(' '), width);
      expect(lines.join(' ')).toBe(list.join(' '));
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(width);
    }),
  );
});

test('a word wider than the line is broken', () => {
  expect(wrap('an abcdefghij', 4)).toEqual(['an', 'abcd', 'efgh', 'ij']);
});

test('no width at all is one of a character', () => {
  expect(wrap('ab c', 0)).toEqual(['a', 'b', 'c']);
});

test('text is cut or filled to its width', () => {
  expect([fit('abc', 5), fit('abcdef', 5)]).toEqual(['abc  ', 'abcd…']);
});

test('text hangs beside its label', () => {
  expect(labelled('why', 'one two three four five', { indent: 2, columns: 32 })).toEqual([
    '  why       one two three four',
    '            five',
  ]);
});

test.each([
  [0, '0.0 s'],
  [1449, '1.4 s'],
  [59_949, '59.9 s'],
  [59_950, '1 min 0 s'],
  [64_499, '1 min 4 s'],
])('%i ms are %s', (durationMs, text) => {
  expect(secondsText(durationMs)).toBe(text);
});

test('nothing that a stranger prints moves the cursor', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(printable(`\u001b[2J${text}\u009b1A`)).not.toMatch(/\p{Cc}/u);
    }),
  );
  expect(printable('a\u001b[31mb\u001b[0m\tc\r\nd')).toBe('ab c d');
});
