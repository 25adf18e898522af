import { defaultPoint } from '../topology/draw-point.ts';
import { axisNames, type Axes, type Point } from '../topology/point.ts';

/**
 * The smallest variation that still fails: each axis in turn is set to its default, which is kept if the case still
 * fails, until no axis can be reduced. No point is tried twice.
 */
export async function shrink(
  axes: Axes,
  from: Point,
  fallsShort: (point: Point) => Promise<boolean>,
): Promise<Point> {
  const usual = defaultPoint(axes);
  const tried = new Set<string>();
  let least = from;
  for (let before: Point | undefined; before !== least;) {
    before = least;
    for (const axis of axisNames) {
      const next = { ...least, [axis]: usual[axis] };
      const name = JSON.stringify(next);
      if (next[axis] === least[axis] || tried.has(name)) continue;
      tried.add(name);
      if (await fallsShort(next)) least = next;
    }
  }
  return least;
}

/** Whether a point has all values in which a smaller one differs from the defaults. */
export const contains = (axes: Axes, point: Point, smaller: Point): boolean => {
  const usual = defaultPoint(axes);
  return axisNames.every((axis) => smaller[axis] === usual[axis] || smaller[axis] === point[axis]);
};
