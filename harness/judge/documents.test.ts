import { expect, test } from 'vitest';
import { findDocument } from './documents.ts';

test('the whole of stdout, whatever white space is around it', () => {
  expect(findDocument(' {"a":1}\n')).toEqual({ document: { a: 1 }, before: '', after: '' });
});

test.each([
  ['a brace in a text', '{"a":"}"}'],
  ['a quotation mark in a text', '{"a":"\\"}"}'],
  ['a backslash at the end of a text', '{"a":"\\\\"}'],
  ['an object in it', '{"a":{"b":{}}}'],
])('the end of a document is found behind %s', (_, text) => {
  const found = findDocument(`before\n${text}\nafter {}`);
  expect(found).toEqual({ document: JSON.parse(text), before: 'before\n', after: 'after {}' });
});

test('what is at fault is named by its line of stdout', () => {
  expect(findDocument('\n\nlog\n  {"a":\n').error).toBe(
    'the document that begins in line 4 has no end',
  );
  expect(findDocument(' \n{x}').error).toContain('the document that begins in line 2: ');
  const long = 'x'.repeat(80);
  expect(findDocument(`\n${long}\nmore`).error).toBe(`line 2 is not JSON: '${long.slice(0, 60)}'`);
});

test('twenty beginnings are tried, and no more', () => {
  const after = (beginnings: number): unknown =>
    findDocument(`${'{x}\n'.repeat(beginnings)}{"a":1}`).document;
  expect(after(19)).toEqual({ a: 1 });
  expect(after(20)).toBeUndefined();
});

test('nothing but logs is all before a document that never came', () => {
  expect(findDocument('log {\n')).toMatchObject({ before: 'log {', after: '' });
});
