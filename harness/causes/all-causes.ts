import { casesOf, type Layer } from '../case/case.ts';
import { loadScenarios } from '../case/registry.ts';
import { shownCases } from '../case/shown-cases.ts';
import type { Registered } from '../case/scenario.ts';
import { inFull } from '../symptom.ts';
import type { TellingCommand } from '../../knowledge/family.ts';
import { families } from '../../knowledge/families/index.ts';
import {
  causes,
  classes,
  remediesOf,
  remedyActions,
  stages,
  type KnownCause,
  type RemedyAction,
  type Stage,
} from '../../vocabulary/index.ts';

/** One cause, with what vocabulary, scenarios and knowledge say of it. */
export interface KnownAs {
  cause: KnownCause;
  says: string;
  /** The first stage at which a client meets it. */
  stage: Stage;
  /** What a plain client sees: `ECONNREFUSED at connect`. */
  seen: string[];
  /** What distinguishes it, from the lessons of its scenarios. */
  tellApart: string[];
  /** Commands that distinguish it, with the placeholders `SERVER` and `PORT`. */
  look: readonly TellingCommand[];
  /** Causes that a client alone cannot tell from it. */
  alike: KnownCause[];
  remedies: { action: RemedyAction; does: string }[];
  /** Remedies documented by its scenarios. */
  advice: string[];
  /** Scenarios that have it, those with several layers last. */
  scenarios: string[];
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

interface ShownLayer {
  registered: Registered;
  layer: Layer;
}

const placeOf = ({ layer }: ShownLayer): number =>
  Object.keys(stages).indexOf(inFull(layer.symptom).stage);

/** All causes of the vocabulary by stage, and within a stage in the order of the vocabulary. */
export async function allCauses(): Promise<KnownAs[]> {
  const shown: ShownLayer[] = (await loadScenarios()).flatMap((registered) =>
    casesOf(registered)
      .flatMap(shownCases)
      .flatMap(({ layers }) => layers.map((layer) => ({ registered, layer }))),
  );
  const order = Object.keys(stages);
  return (Object.keys(causes) as KnownCause[])
    .map((cause) => knownAs(cause, shown))
    .toSorted((a, b) => order.indexOf(a.stage) - order.indexOf(b.stage));
}

function knownAs(cause: KnownCause, all: readonly ShownLayer[]): KnownAs {
  const ofCause = all.filter(({ layer }) => layer.cause === cause);
  // Scenarios in which it lies beneath another layer have the lesson of that layer.
  const own = ofCause.filter(
    ({ registered: { scenario } }) => !('beneath' in scenario && scenario.beneath),
  );
  // Failures to connect come before lost connections.
  const its = (own.length > 0 ? own : ofCause).toSorted((a, b) => placeOf(a) - placeOf(b));
  const symptoms = its.map(({ layer }) => inFull(layer.symptom));
  const family = families.find(({ suspects }) =>
    suspects.some((suspect) => suspect.cause === cause),
  );
  const suspect = family?.suspects.find((one) => one.cause === cause);
  const seenAs = its.flatMap(({ layer: { clientSees } }) => clientSees ?? []);
  return {
    cause,
    says: causes[cause],
    stage: symptoms[0]?.stage ?? family?.stage ?? 'connect',
    seen: unique(symptoms.map(({ code, stage }) => `${code} at ${stage}`)),
    tellApart: unique(its.map(({ registered: { scenario } }) => scenario.lesson.tellApart)),
    look: suspect?.look ?? [],
    alike: unique(seenAs.flatMap((name): readonly KnownCause[] => classes[name])).filter(
      (other) => other !== cause,
    ),
    remedies: remediesOf[cause].map((action) => ({ action, does: remedyActions[action].does })),
    advice: unique(its.flatMap(({ layer: { remedy } }) => remedy?.advice ?? [])),
    scenarios: unique([...its, ...ofCause].map(({ registered: { id } }) => id)),
  };
}
