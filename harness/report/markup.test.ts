import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markup } from './markup.ts';

test('what is put in is text, what was made so is markup', () => {
  const inner = markup`<b>${'<&"\'>'}</b>`;
  expect(markup`<p title="${'"'}">${[inner, 1, undefined, ['a', inner]]}</p>`.markup).toBe(
    '<p title="&#34;"><b>&#60;&#38;&#34;&#39;&#62;</b>1a<b>&#60;&#38;&#34;&#39;&#62;</b></p>',
  );
});

test('no text ends an element or an attribute, and every character is one of XML', () => {
  const anyText = fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units));
  fc.assert(
    fc.property(anyText, (text) => {
      const made = markup`${text}`.markup;
      expect(made).toMatch(/^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u);
      expect(made.replaceAll(/&#\d+;/g, '')).not.toMatch(/[<>&"']/);
    }),
  );
});
