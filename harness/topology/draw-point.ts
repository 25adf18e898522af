import { axisNames, type Axes, type Axis, type Point } from './point.ts';
import { random } from './random.ts';

const pointBy = (valueOf: (axis: Axis) => unknown): Point =>
  Object.fromEntries(axisNames.map((axis) => [axis, valueOf(axis)])) as unknown as Point;

/** The first value of each axis. */
export const defaultPoint = (axes: Axes): Point => pointBy((axis) => axes[axis][0]);

/**
 * Draws a point. Each axis has draws of its own, so two cases with the same purpose have the same value on
 * every axis on which they have the same choice, whatever the others are.
 */
export const drawPoint = (axes: Axes, seed: string, purpose: string): Point =>
  pointBy((axis) => {
    const values: readonly unknown[] = axes[axis];
    // Most axes of a case leave no choice.
    return values.length === 1 ? values[0] : random(seed, `axis ${axis}: ${purpose}`).pick(values);
  });

/** The same axes with fewer values on one. An axis that would have none keeps what it has. */
export function confine<A extends Axis>(axes: Axes, axis: A, to: readonly Point[A][]): Axes {
  const left = (axes[axis] as readonly Point[A][]).filter((value) => to.includes(value));
  return left.length === 0 ? axes : { ...axes, [axis]: left };
}

export const valuesOf = (axes: Axes, axis: Axis): readonly Point[Axis][] => [
  ...new Set<Point[Axis]>(axes[axis]),
];

/** The axes on which there is a choice. */
export const varying = (axes: Axes): Axis[] =>
  axisNames.filter((axis) => valuesOf(axes, axis).length > 1);
