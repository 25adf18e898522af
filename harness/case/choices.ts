import { valuesOf, varying } from '../topology/draw-point.ts';
import { axisMeanings, axisNames, type Axis } from '../topology/point.ts';
import type { Case } from './case.ts';

/** The values of each axis that has more than one, the default first. */
export type Choices = Partial<Record<Axis, readonly (string | number)[]>>;

/** The choices of all cases of a scenario together. */
export const choicesOf = (cases: readonly Pick<Case, 'axes'>[]): Choices =>
  Object.fromEntries(
    axisNames.flatMap((axis) => {
      const able = cases.filter(({ axes }) => varying(axes).includes(axis));
      const values = new Set(able.flatMap(({ axes }) => valuesOf(axes, axis)));
      return values.size === 0 ? [] : [[axis, [...values]]];
    }),
  );

export const choicesText = (choices: Choices): string =>
  Object.entries(choices)
    .map(([axis, values]) => `${axis} ${values.join(', ')}`)
    .join('; ');

/** The meaning of each axis, then one line for each scenario. */
export function choicesLines(rows: readonly { id: string; axes: Choices }[]): string[] {
  const wide = Math.max(...rows.map(({ id }) => id.length));
  const named = Math.max(...axisNames.map(({ length }) => length));
  return [
    'No axis changes the cause. The default of each comes first; run --at and hunt take these values.',
    '',
    ...axisNames.map((axis) => `${axis.padEnd(named)}  ${axisMeanings[axis]}`),
    '',
    ...rows.map(({ id, axes }) => `${id.padEnd(wide)}  ${choicesText(axes)}`),
  ];
}
