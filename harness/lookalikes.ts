import type { Cause, Stage } from '../vocabulary/index.ts';
import type { Case } from './case/case.ts';
import { inFull } from './symptom.ts';
import { atBothEnds } from './witness/wire.ts';

/** A case as the plain client meets it, with its cause. */
export interface Appearance {
  case: string;
  cause: Cause | 'none';
  /** Stage and symptom of the plain client's failure; no stage in logs of older versions. */
  stage?: Stage;
  code: string;
  /** Packets at the client: the word before the bar if the ends differ. */
  packets: string;
}

/** Appearance of the outermost layer. Once it is mended, a case looks like one that has the next layer alone. */
export const appearanceOf = ({ layers: [{ label, cause, symptom, wire }] }: Case): Appearance => {
  return { case: label, cause, ...inFull(symptom), packets: atBothEnds(wire).client };
};

const signature = ({ stage, code, packets }: Appearance): string =>
  [stage, code, packets].join(', ');

/**
 * All pairs of cases that the plain client cannot tell apart, each pair once: same stage, symptom and packets at the
 * client, different cause. Healthy cases all look the same and form no pairs.
 */
export const lookalikePairs = (all: readonly Appearance[]): [Appearance, Appearance][] =>
  [...Map.groupBy(all, signature).values()].flatMap((group) =>
    group.flatMap((appearance, index) =>
      group
        .slice(index + 1)
        .filter(({ cause }) => cause !== appearance.cause)
        .map((other): [Appearance, Appearance] => [appearance, other]),
    ),
  );
