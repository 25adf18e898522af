import type { DeclaredLayer } from './scenario.ts';

/** What of a layer a run can tell from that of another: symptom and packets. */
const viewOf = ({ symptom, wire }: Partial<DeclaredLayer>): string =>
  JSON.stringify([symptom, typeof wire === 'object' ? wire : { client: wire, server: wire }]);

/**
 * Neighbours that are seen alike, as rules that are broken: then nothing would show that the remedy of the
 * outer one takes it away.
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
