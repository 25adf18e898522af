import { defaultPoint, valuesOf } from '../topology/draw-point.ts';
import { axisNames, type Axes, type Axis, type Point } from '../topology/point.ts';

/**
 * Axes whose values are combined pairwise: those that interact in packets, firewall or addresses. Every value of the
 * other axes occurs at least once.
 */
const combined: readonly Axis[] = ['ipVersion', 'firewall', 'letsIn', 'make', 'scheme'];

interface Goal {
  axes: readonly Axis[];
  values: readonly Point[Axis][];
}

function goalsOf(axes: Axes): Goal[] {
  const single = axisNames.flatMap((axis) =>
    valuesOf(axes, axis).map((value): Goal => ({ axes: [axis], values: [value] })),
  );
  const pairs = combined.flatMap((axis, index) =>
    combined
      .slice(index + 1)
      .flatMap((other) =>
        valuesOf(axes, axis).flatMap((a) =>
          valuesOf(axes, other).map((b): Goal => ({ axes: [axis, other], values: [a, b] })),
        ),
      ),
  );
  return [...single, ...pairs];
}

const meets = (point: Point, { axes, values }: Goal): boolean =>
  axes.every((axis, index) => point[axis] === values[index]);

/**
 * The points that matter: the defaults first, then points such that every value of each axis and every pair of values
 * of the `combined` axes occurs. They depend on the axes alone, so every run has the same.
 */
export function coveringPoints(axes: Axes): Point[] {
  const points = [defaultPoint(axes)];
  let open = goalsOf(axes).filter((goal) => !points.some((point) => meets(point, goal)));
  while (open.length > 0) {
    const point = greediest(axes, open);
    points.push(point);
    open = open.filter((goal) => !meets(point, goal));
  }
  return points;
}

/**
 * A point that meets the first goal; on each axis in turn it takes the value with which most other goals can still be
 * met.
 */
function greediest(axes: Axes, open: readonly Goal[]): Point {
  const chosen = new Map<Axis, Point[Axis]>();
  const [first] = open;
  first?.axes.forEach((axis, index) => chosen.set(axis, first.values[index] as Point[Axis]));
  const isPossible = ({ axes: its, values }: Goal): boolean =>
    its.every((axis, index) => !chosen.has(axis) || chosen.get(axis) === values[index]);
  for (const axis of axisNames.filter((candidate) => !chosen.has(candidate))) {
    const worth = (value: Point[Axis]): number =>
      open.filter((goal) => isPossible(goal) && goal.values[goal.axes.indexOf(axis)] === value)
        .length;
    const [best] = valuesOf(axes, axis).toSorted((a, b) => worth(b) - worth(a));
    chosen.set(axis, best as Point[Axis]);
  }
  return Object.fromEntries(chosen) as unknown as Point;
}
