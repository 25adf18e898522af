import fc from 'fast-check';
import { expect, test } from 'vitest';
import { caseOf } from '../../tests/fake-case.ts';
import { defaultPoint, drawPoint, varying } from '../topology/draw-point.ts';
import { axisNames, type Axis, type Point } from '../topology/point.ts';
import { seedOf } from '../topology/sample-seed.ts';
import { contains, shrink } from './shrink.ts';

const { axes } = caseOf('timeout/host-firewall-drop');
const usual = defaultPoint(axes);
const points = fc.nat().map((number) => drawPoint(axes, seedOf(number), 'a point'));

const differing = (point: Point): Axis[] => axisNames.filter((axis) => point[axis] !== usual[axis]);

test('what two values bring about is made as small as these two', async () => {
  const from = { ...usual, ipVersion: 6, noise: 'rules', way: 'dns', believed: 'name' } as const;
  const least = await shrink(axes, from, async ({ ipVersion, way }) =>
    Promise.resolve(ipVersion === 6 && way === 'dns'),
  );
  expect(least).toEqual({ ...usual, ipVersion: 6, way: 'dns' });
});

test('what falls short at the defaults is made as small as these', async () => {
  const from = { ...usual, ipVersion: 6, noise: 'traffic' } as const;
  expect(await shrink(axes, from, () => Promise.resolve(true))).toEqual(usual);
});

test('what either of two values brings about keeps one of them', async () => {
  const from = { ...usual, ipVersion: 6, noise: 'traffic' } as const;
  const least = await shrink(axes, from, async ({ ipVersion, noise }) =>
    Promise.resolve(ipVersion === 6 || noise === 'traffic'),
  );
  expect(differing(least)).toHaveLength(1);
});

test('no axis of the smallest can go back, and no point is tried twice', async () => {
  await fc.assert(
    fc.asyncProperty(
      points,
      fc.uniqueArray(fc.constantFrom(...varying(axes)), { maxLength: 3 }),
      async (from, needed) => {
        const tried: string[] = [];
        const fallsShort = async (point: Point): Promise<boolean> => {
          tried.push(JSON.stringify(point));
          return Promise.resolve(needed.every((axis) => point[axis] === from[axis]));
        };
        const least = await shrink(axes, from, fallsShort);
        expect(differing(least).toSorted()).toEqual(
          needed.filter((axis) => from[axis] !== usual[axis]).toSorted(),
        );
        expect(new Set(tried).size).toBe(tried.length);
        expect(contains(axes, from, least)).toBe(true);
      },
    ),
  );
});

test('what never falls short again stays where it was met', async () => {
  const from = { ...usual, ipVersion: 6, noise: 'traffic' } as const;
  expect(await shrink(axes, from, () => Promise.resolve(false))).toEqual(from);
});
