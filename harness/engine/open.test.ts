import { expect, test } from 'vitest';
import { engineNames, namedEngine } from './open.ts';

test('an engine is named by the option, else by BADCONN_ENGINE, else by nobody', () => {
  const env = { BADCONN_ENGINE: 'local' };
  expect([namedEngine('local', {}), namedEngine(undefined, env)]).toEqual(['local', 'local']);
  expect(engineNames.map((name) => namedEngine(name, env))).toEqual(engineNames);
  expect(namedEngine(undefined, { BADCONN_ENGINE: '' })).toBeUndefined();
  expect(namedEngine(undefined, {})).toBeUndefined();
});

test('any other word is refused, with who said it and what may be said', () => {
  expect(() => namedEngine('podman', {})).toThrow('--engine is podman; allowed are docker, local.');
  expect(() => namedEngine(undefined, { BADCONN_ENGINE: 'x' })).toThrow('BADCONN_ENGINE is x');
});
