import fc from 'fast-check';
import { expect, test } from 'vitest';
import { casesOf, drawn } from '../case/case.ts';
import { loadScenarios } from '../case/registry.ts';
import { confine, drawPoint, varying } from './draw-point.ts';
import { axisNames, type Axes } from './point.ts';
import { seedOf } from './sample-seed.ts';

const cases = (await loadScenarios()).flatMap(casesOf);
const seeds = fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }).map(seedOf);
const anyCase = fc.constantFrom(...cases);

test('the same seed and purpose draw the same point, and it is a point of the axes', () => {
  fc.assert(
    fc.property(anyCase, seeds, fc.string(), ({ axes }, seed, purpose) => {
      const point = drawPoint(axes, seed, purpose);
      expect(point).toEqual(drawPoint(axes, seed, purpose));
      for (const axis of axisNames) expect(axes[axis]).toContain(point[axis]);
    }),
  );
});

test('every value of every axis is drawn, as often as it stands there', () => {
  const runs = 400;
  const different = new Map(cases.map((one) => [JSON.stringify(one.axes), one]));
  for (const { axes, label } of different.values()) {
    const points = [...Array(runs).keys()].map((run) => drawPoint(axes, seedOf(run), label));
    for (const axis of varying(axes)) {
      const values: readonly unknown[] = axes[axis];
      for (const value of new Set(values)) {
        const share = values.filter((each) => each === value).length / values.length;
        const hits = points.filter((point) => point[axis] === value).length;
        // Five standard deviations of the binomial distribution.
        const margin = 5 * Math.sqrt(runs * share * (1 - share));
        expect(Math.abs(hits - runs * share), `${label}: ${axis} ${String(value)}`).toBeLessThan(
          margin,
        );
      }
    }
  }
});

test('what is drawn on an axis does not depend on the choice that others leave', () => {
  fc.assert(
    fc.property(anyCase, anyCase, seeds, fc.string(), (one, other, seed, purpose) => {
      const [a, b] = [one, other].map(({ axes }) => drawPoint(axes, seed, purpose));
      for (const axis of axisNames) {
        const isSame = JSON.stringify(one.axes[axis]) === JSON.stringify(other.axes[axis]);
        if (isSame) expect(a?.[axis]).toBe(b?.[axis]);
      }
    }),
  );
});

test('without IPv6 what may have IPv4 has it, and what may not stays as it is', () => {
  for (const one of cases) {
    const axes: Axes = confine(one.axes, 'ipVersion', [4]);
    const { point } = drawn({ ...one, axes }, seedOf(7));
    expect(point?.ipVersion).toBe(one.axes.ipVersion.includes(4) ? 4 : 6);
  }
});
