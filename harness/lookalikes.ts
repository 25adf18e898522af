import type { Cause, Stage } from '../vocabulary/index.ts';
import type { Case } from './case/case.ts';
import { inFull } from './symptom.ts';
import { atBothEnds } from './witness/wire.ts';

/** A case as the plain client meets it, and what is wrong there. */
export interface Appearance {
  case: string;
  cause: Cause | 'none';
  /** Where the plain client fails, and what it sees; no stage in logs of older versions. */
  stage?: Stage;
  code: string;
  /** What the packets do at the client: the word before the bar where the ends differ. */
  packets: string;
}

/** Of its outermost layer: once that is mended, a case looks as one that has the next alone. */
export const appearanceOf = ({ layers: [{ label, cause, symptom, wire }] }: Case): Appearance => {
  return { case: label, cause, ...inFull(symptom), packets: atBothEnds(wire).client };
};

const signature = ({ stage, code, packets }: Appearance): string =>
  [stage, code, packets].join(', ');

/**
 * Every two cases that the plain client cannot tell apart, each pair once: the same stage, the same
 * symptom, the same packets at the client, another cause. Healthy cases all look the same, and are no
 * pair.
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
