import type { DeclaredLayer } from './scenario.ts';

/** The parts by which a run can tell one layer from another: symptom and packets. */
const viewOf = ({ symptom, wire }: Partial<DeclaredLayer>): string =>
  JSON.stringify([symptom, typeof wire === 'object' ? wire : { client: wire, server: wire }]);

/**
 * Breaches for neighbouring layers with the same symptom and packets: a run could not see that the remedy of
 * the outer one worked.
 */
export const sameViews = (
  layers: readonly Partial<DeclaredLayer>[],
): [rule: string, mend: string][] =>
  layers.slice(1).flatMap((layer, index): [rule: string, mend: string][] => {
    const outer = layers[index];
    if (outer === undefined || viewOf(outer) !== viewOf(layer)) return [];
    const [first, second] = [index + 1, index + 2];
    return [
      [
        `layer ${second} (${layer.cause}) is seen as layer ${first} (${outer.cause}) is: ${viewOf(layer)}; of two neighbours the symptom or the packets differ`,
        "wire: { client: 'SYN > RST', server: 'nothing sent' },",
      ],
    ];
  });
