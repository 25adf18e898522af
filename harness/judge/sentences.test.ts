import { expect, test } from 'vitest';
import { conversationOf } from './sample-trial.ts';
import {
  breachText,
  changedText,
  countOf,
  endText,
  escaped,
  namesText,
  shown,
  truthText,
  unmendedText,
} from './sentences.ts';

test('a truth, names and counts, as they stand in a sentence', () => {
  expect(truthText({ cause: 'none', best: { client: [], 'client+server': [] } })).toBe(
    'nothing is wrong with the connection',
  );
  expect(namesText(['a', 'b'])).toBe('a, b');
  expect([0, 1, 2].map((count) => countOf(count, 'cause'))).toEqual([
    ...['0 causes', '1 cause', '2 causes'],
  ]);
});

test('the first breach is told, and how many more there are', () => {
  expect(breachText(['x'])).toBe('Its answer breaks the contract: x');
  expect(breachText(['x', 'y'])).toBe('Its answer breaks the contract: x (and in 1 further way)');
  expect(breachText(['x', 'y', 'z'])).toContain('(and in 2 further ways)');
});

test.each([
  [0, ''],
  [126, ' (found, and not executable)'],
  [128, ''],
  [129, ' (killed by signal 1)'],
  [192, ' (killed by signal 64)'],
  [193, ''],
])('exit code %i means what it means to a shell', (exitCode, meaning) => {
  const conversation = { ...conversationOf(''), exitCode };
  expect(endText('crashed', conversation)).toBe(`It ended with exit code ${exitCode}${meaning}`);
});

test('an end by a signal, and one without any sign', () => {
  const end = (part: object) => endText('crashed', { ...conversationOf(''), ...part });
  expect(end({ exitCode: null, signal: 'SIGSEGV' })).toBe('It was killed by SIGSEGV');
  expect(end({ exitCode: null, signal: null })).toBe('It ended without an exit code');
});

test('a value from outside is told by its kind, or on one short line', () => {
  expect([[1], {}, null, 7, true].map(shown)).toEqual([
    'an array',
    'an object',
    'null',
    '7',
    'true',
  ]);
  expect(shown('a'.repeat(58))).toBe(`'${'a'.repeat(58)}'`);
  expect(shown('a'.repeat(100))).toBe(`'${'a'.repeat(59)}…`);
});

test('control and formatting characters become escapes', () => {
  expect(escaped('a\u001b[2J\nb')).toBe('a\\u001b[2J\\u000ab');
  // Right-to-left override, line separator, paragraph separator, half of a pair.
  expect(escaped('\u202e\u2028\u2029\ud800')).toBe('\\u202e\\u2028\\u2029\\ud800');
  expect(escaped('x'.repeat(2000))).toHaveLength(1000);
});

test('what was seen before and after a diagnoser is told', () => {
  expect(changedText('silence', 'connected')).toContain(
    'saw silence before it, and connected after',
  );
  expect(unmendedText('silence')).toContain('left it with silence');
});
