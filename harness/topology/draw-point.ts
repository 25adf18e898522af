import { axisNames, type Axes, type Axis, type Point } from './point.ts';
import { random } from './random.ts';

const pointBy = (valueOf: (axis: Axis) => unknown): Point =>
  Object.fromEntries(axisNames.map((axis) => [axis, valueOf(axis)])) as unknown as Point;

/** The first value of each axis. */
export const defaultPoint = (axes: Axes): Point => pointBy((axis) => axes[axis][0]);

/**
 * Draws a point. Each axis has its own draw, so two cases with the same purpose agree on every axis on which they
 * have the same values.
 */
export const drawPoint = (axes: Axes, seed: string, purpose: string): Point =>
  pointBy((axis) => {
    const values: readonly unknown[] = axes[axis];
    // Most axes of a case have one value.
    return values.length === 1 ? values[0] : random(seed, `axis ${axis}: ${purpose}`).pick(values);
  });

/** Restricts one axis to the given values. An axis that would become empty is unchanged. */
export function confine<A extends Axis>(axes: Axes, axis: A, to: readonly Point[A][]): Axes {
  const left = (axes[axis] as readonly Point[A][]).filter((value) => to.includes(value));
  return left.length === 0 ? axes : { ...axes, [axis]: left };
}

export const valuesOf = (axes: Axes, axis: Axis): readonly Point[Axis][] => [
  ...new Set<Point[Axis]>(axes[axis]),
];

/** The axes with more than one value. */
export const varying = (axes: Axes): Axis[] =>
  axisNames.filter((axis) => valuesOf(axes, axis).length > 1);
