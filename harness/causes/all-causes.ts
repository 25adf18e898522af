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

/** All that is known of one cause, gathered from vocabulary, scenarios and knowledge. */
export interface KnownAs {
  cause: KnownCause;
  says: string;
  /** The stage at which a client meets it first. */
  stage: Stage;
  /** What a plain client sees, `ECONNREFUSED at connect`. */
  seen: string[];
  /** What tells it apart, by the lessons of its scenarios. */
  tellApart: string[];
  /** Commands that tell it from the others, `SERVER` and `PORT` as placeholders. */
  look: readonly TellingCommand[];
  /** Causes from which a client alone cannot tell it. */
  alike: KnownCause[];
  remedies: { action: RemedyAction; does: string }[];
  /** What to do, as the scenarios document it. */
  advice: string[];
  /** Scenarios in which it is made real, those of several layers last. */
  scenarios: string[];
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

interface ShownLayer {
  registered: Registered;
  layer: Layer;
}

const placeOf = ({ layer }: ShownLayer): number =>
  Object.keys(stages).indexOf(inFull(layer.symptom).stage);

/** Every cause of the vocabulary, by stage, and within one in the order of the vocabulary. */
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
  // Where it stands beneath another layer, its lesson is told with that one.
  const own = ofCause.filter(
    ({ registered: { scenario } }) => !('beneath' in scenario && scenario.beneath),
  );
  // A connection that is lost comes after one that does not come about.
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
