import { expect, test } from 'vitest';
import { waysToBase, type BaseSource } from './base-image.ts';
import { officialBase } from './registry-base.ts';

const official: BaseSource = { image: officialBase };
const packages: BaseSource = { packages: true };
const free = { baseImage: undefined, mayPull: true };

test('an engine that was there before gets the official image, then packages', () => {
  expect(waysToBase(free, false, true)).toEqual([official, packages]);
  expect(waysToBase(free, false, false)).toEqual([official]);
});

test('an engine that badconn brought gets packages, and no registry is asked', () => {
  expect(waysToBase(free, true, true)).toEqual([packages]);
});

test('only where packages cannot be used does it ask one all the same', () => {
  expect(waysToBase(free, true, false)).toEqual([official]);
});

test('a named image is the only way, and `none` forbids every registry', () => {
  const named = { baseImage: '127.0.0.1:5000/node:24', mayPull: true };
  expect(waysToBase(named, true, true)).toEqual([{ image: '127.0.0.1:5000/node:24' }]);
  expect(waysToBase({ ...free, mayPull: false }, false, true)).toEqual([packages]);
  expect(waysToBase({ ...free, mayPull: false }, false, false)).toEqual([]);
});
