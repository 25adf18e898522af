import { expect, test } from 'vitest';
import { question } from './ask-resolver.ts';

test('a question for an address, without the wish for recursion', () => {
  const bytes = question(0x1234, 'shop.test.');
  expect(bytes.toString('hex')).toBe(
    '123400000001000000000000' + '0473686f70' + '0474657374' + '00' + '00010001',
  );
});
