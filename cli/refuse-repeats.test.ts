import { Command } from '@commander-js/extra-typings';
import { expect, test } from 'vitest';
import { refuseRepeats } from './refuse-repeats.ts';

const command = (): Command =>
  new Command('diagnose')
    .exitOverride()
    .option('--client <name>', '')
    .option('--no-scrub', '')
    .option('--json', '')
    .option('--only <name...>', '')
    .option('--report <file>', '', (file, files?: string[]): string[] => [...(files ?? []), file])
    .option('--deadline <ms>', '', '1500');

const parsed = (...words: string[]): Record<string, unknown> => {
  const one = command();
  refuseRepeats(one);
  return one.parse(words, { from: 'user' }).opts();
};

test('an option of one value, given twice, names both values', () => {
  expect(() => parsed('--client', 'curl', '--client=node')).toThrow(
    '--client is given twice: curl, and node. It takes one value.\n  Next: npx badconn diagnose --help',
  );
});

test('a default is no first value', () => {
  expect(parsed('--deadline', '5')).toMatchObject({ deadline: '5' });
  expect(() => parsed('--deadline', '5', '--deadline', '5')).toThrow('--deadline is given twice');
});

test('flags, and options that collect values, may be repeated', () => {
  const words = [
    '--json',
    '--json',
    '--only',
    'a',
    '--only',
    'b',
    '--report',
    'x',
    '--report',
    'y',
  ];
  expect(parsed(...words)).toMatchObject({ json: true, only: ['a', 'b'], report: ['x', 'y'] });
});

test('a second parse begins anew', () => {
  const one = command();
  refuseRepeats(one);
  one.parse(['--client', 'curl'], { from: 'user' });
  expect(one.parse(['--client', 'node'], { from: 'user' }).opts()).toMatchObject({
    client: 'node',
  });
});
