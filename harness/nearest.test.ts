import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearest } from './nearest.ts';

const names = ['refused/wrong-port', 'refused/loopback-bind', 'timeout/host-down', 'refused'];

test.each([
  ['refused/wrong-prot', 'refused/wrong-port'],
  ['wrong-port', 'refused/wrong-port'],
  ['timeout/loopback-bind', 'refused/loopback-bind'],
  ['hostdown', 'timeout/host-down'],
  ['refusd', 'refused'],
])('%s may mean %s', (given, meant) => {
  expect(nearest(given, names, 1)).toEqual([meant]);
});

test('a name that exists is its own nearest, and no name comes twice', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { minLength: 1 }), fc.nat(), (all, index) => {
      const given = all[index % all.length] ?? '';
      const found = nearest(given, all, all.length);
      expect(found[0]).toBe(given);
      expect(found.toSorted()).toEqual(all.toSorted());
    }),
  );
});
