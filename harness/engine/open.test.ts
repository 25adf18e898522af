import { expect, test } from 'vitest';
import { namedEngine } from './open.ts';

test('an engine is named by the option, else by BADCONN_ENGINE, else by nobody', () => {
  expect(namedEngine('local', { BADCONN_ENGINE: 'docker' })).toBe('local');
  expect(namedEngine(undefined, { BADCONN_ENGINE: 'docker' })).toBe('docker');
  expect(namedEngine(undefined, { BADCONN_ENGINE: '' })).toBeUndefined();
  expect(namedEngine(undefined, {})).toBeUndefined();
});

test('any other word is refused, with who said it and what may be said', () => {
  expect(() => namedEngine('podman', {})).toThrow('--engine is podman; allowed are docker, local.');
  expect(() => namedEngine(undefined, { BADCONN_ENGINE: 'x' })).toThrow('BADCONN_ENGINE is x');
});
