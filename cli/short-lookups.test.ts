import { expect, test } from 'vitest';
import { shortenLookups } from './short-lookups.ts';

test('options that are set already stay, those here come last, and all is set back', () => {
  const env: NodeJS.ProcessEnv = { RES_OPTIONS: 'rotate timeout:9' };
  const undo = shortenLookups(env);
  expect(env['RES_OPTIONS']).toBe('rotate timeout:9 timeout:2 attempts:1');
  undo();
  expect(env).toEqual({ RES_OPTIONS: 'rotate timeout:9' });
  const empty: NodeJS.ProcessEnv = {};
  shortenLookups(empty)();
  expect(empty).toEqual({});
});

test('of two at once the last sets back, in whatever order they end, and each counts once', () => {
  const env: NodeJS.ProcessEnv = { RES_OPTIONS: 'rotate' };
  const [first, second] = [shortenLookups(env), shortenLookups(env)];
  first();
  first();
  expect(env['RES_OPTIONS']).toBe('rotate timeout:2 attempts:1');
  second();
  expect(env).toEqual({ RES_OPTIONS: 'rotate' });
});
