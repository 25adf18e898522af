import { expect, test } from 'vitest';
import { foldedLines, listLines } from './list-text.ts';

const rows = [
  {
    id: 'refused/loopback-bind',
    symptoms: ['ECONNREFUSED at connect'],
    title: 'The server listens on a loopback address only, so no other machine can reach it',
  },
  {
    id: 'healthy/plain',
    symptoms: ['connected', 'HTTP 404 at upgrade'],
    title: 'Nothing is wrong',
  },
];

test('where nobody watches, each is on a line', () => {
  expect(listLines(rows, undefined)).toEqual([
    'refused/loopback-bind  ECONNREFUSED at connect  The server listens on a loopback address only, so no other machine can reach it',
    'healthy/plain          connected, 1 more        Nothing is wrong',
  ]);
});

test('on a narrow terminal the whole title hangs below', () => {
  expect(listLines(rows, 60)).toEqual([
    'refused/loopback-bind  ECONNREFUSED at connect',
    '    The server listens on a loopback address only, so no',
    '    other machine can reach it',
    'healthy/plain  connected, 1 more',
    '    Nothing is wrong',
  ]);
});

test('axes fold on a terminal, and stay on their line elsewhere', () => {
  const lines = [
    'No axis changes the cause, whatever it is.',
    'healthy/plain  ipVersion 4, 6; noise none',
  ];
  expect(foldedLines(lines, undefined)).toEqual(lines);
  expect(foldedLines(lines, 24)).toEqual([
    ...['No axis changes the', 'cause, whatever it is.'],
    ...['healthy/plain', '    ipVersion 4, 6;', '    noise none'],
  ]);
});
