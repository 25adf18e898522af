import { axisNames, axisValues, type Axis } from '../topology/point.ts';

/** Breaches in the `vary` of a scenario or form. `vary` may be any value. */
export function varyFaults(vary: object = {}): [rule: string, mend: string][] {
  return Object.entries(vary).flatMap(([axis, given]): [string, string][] => {
    const known: readonly unknown[] | undefined = axisValues[axis as Axis];
    if (known === undefined) {
      const rule = `vary names ${axis}, which is no axis; axes are ${axisNames.join(', ')}`;
      return [[rule, 'vary: { ipVersion: [4, 6] },']];
    }
    const values: readonly unknown[] = [given].flat();
    if (values.length > 0 && values.every((value) => known.includes(value))) return [];
    const mend = axis === 'ipVersion' ? '4' : `'${String(known[0])}'`;
    return [
      [
        `vary.${axis} is [${values.join(', ')}]; allowed is a list of ${known.join(', ')}`,
        `vary: { ${axis}: [${mend}] },`,
      ],
    ];
  });
}
