import { UsageError } from '../errors.ts';
import { defaultPoint, valuesOf, varying } from '../topology/draw-point.ts';
import { atPoint, type Case } from './case.ts';
import { axisNames, type Axes, type Axis, type Point } from '../topology/point.ts';

/** The values of a point that differ from the defaults: `ipVersion=6,noise=rules`; empty if none differs. */
export function pointText(axes: Axes, point: Point): string {
  const usual = defaultPoint(axes);
  return axisNames
    .filter((axis) => point[axis] !== usual[axis])
    .map((axis) => `${axis}=${point[axis]}`)
    .join(',');
}

/** The values of a point on all axes that have a choice. */
export const wholePointText = (axes: Axes, point: Point): string =>
  varying(axes)
    .map((axis) => `${axis}=${point[axis]}`)
    .join(',');

const wrong = (given: string, what: string, allowed: readonly unknown[]): UsageError =>
  new UsageError({
    code: 'USAGE_POINT',
    what: `--at is ${given}; ${what} ${allowed.join(', ')}.`,
    evidence: ['--at takes values of axes with commas between: ipVersion=6,noise=rules'],
    next: 'npx badconn list --axes',
  });

/**
 * Parses values of axes. Axes that are not named have the values of `rest`.
 *
 * @throws UsageError `USAGE_POINT` for an unknown axis, or a value that the axis lacks.
 */
export function readPoint(given: string, axes: Axes, rest: Point): Point {
  const read: Point = { ...rest };
  for (const part of given.split(',').filter(Boolean)) {
    const [name = '', value = ''] = part.split('=', 2).map((word) => word.trim());
    const axis = axisNames.find((known) => known === name);
    if (axis === undefined) throw wrong(given, `${name} is no axis; axes are`, axisNames);
    const values = valuesOf(axes, axis);
    const found = values.find((allowed) => String(allowed) === value);
    if (found === undefined) throw wrong(given, `${axis} is ${value}; allowed are`, values);
    Object.assign(read, { [axis]: found } satisfies Partial<Record<Axis, unknown>>);
  }
  return read;
}

/** The case at a point given as text; axes that are not named have their defaults. */
export const placedAt = (labCase: Case, at: string): Case =>
  atPoint(labCase, readPoint(at, labCase.axes, defaultPoint(labCase.axes)));
