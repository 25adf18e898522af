import { expect, test } from 'vitest';
import { holdForEach } from '../../tests/hold-for-each.ts';
import { defaultPoint, valuesOf } from '../topology/draw-point.ts';
import { axisNames, type Axes, type Point } from '../topology/point.ts';
import { casesOf } from './case.ts';
import { coveringPoints } from './cover.ts';
import { loadScenarios } from './registry.ts';

const cases = (await loadScenarios()).flatMap(casesOf);

const forEachCase = (check: (points: readonly Point[], axes: Axes) => void): Promise<void> =>
  holdForEach(
    cases,
    ({ label }) => label,
    ({ axes }) => check(coveringPoints(axes), axes),
  );

test('the defaults come first, and no point twice', () =>
  forEachCase((points, axes) => {
    expect(points[0]).toEqual(defaultPoint(axes));
    expect(new Set(points.map((point) => JSON.stringify(point))).size).toBe(points.length);
  }));

test('every value of each axis is met, and nothing else', () =>
  forEachCase((points, axes) => {
    for (const axis of axisNames) {
      expect(new Set(points.map((point) => point[axis]))).toEqual(new Set<unknown>(axes[axis]));
    }
  }));

test('values that meet each other are met two by two', () =>
  forEachCase((points, axes) => {
    const together = ['ipVersion', 'firewall', 'letsIn', 'make', 'scheme'] as const;
    for (const one of together) {
      for (const other of together.slice(together.indexOf(one) + 1)) {
        const met = new Set(points.map((point) => `${point[one]} ${point[other]}`));
        expect(met.size).toBe(valuesOf(axes, one).length * valuesOf(axes, other).length);
      }
    }
  }));

test('they are far fewer than the product', () => {
  const most = Math.max(...cases.map(({ axes }) => coveringPoints(axes).length));
  expect(most).toBeLessThanOrEqual(16);
});
