import { createHash } from 'node:crypto';
import { classes, type Cause, type Stage } from '../../vocabulary/index.ts';
import { casesOf, type Case } from '../case/case.ts';
import type { Registered } from '../case/scenario.ts';
import { UsageError } from '../errors.ts';
import { inFull } from '../symptom.ts';

/** A case as a student gets it: by a number that says nothing of its cause. */
export interface Exercise {
  /** Five digits, from a hash of the label: it stays when other cases come or go. */
  number: number;
  labCase: Case;
  /** Causes that may be answered, in alphabetical order: those of the stage, with their classes. */
  causes: readonly Cause[];
}

const firstNumber = 10_000;
const numbers = 90_000;

const hashed = (label: string): number =>
  firstNumber + (createHash('sha256').update(label).digest().readUInt32BE(0) % numbers);

/** The stage of the outermost layer; `stay` where the client connects. */
export const stageOf = ({ layers: [{ symptom }] }: Case): Stage => inFull(symptom).stage;

/** The causes that the layers of a case have, and those that a client cannot tell from them. */
const causesOf = ({ layers }: Case): Cause[] =>
  layers.flatMap(({ cause, clientSees }) =>
    cause === 'none' ? [] : [cause, ...(clientSees === undefined ? [] : classes[clientSees])],
  );

/**
 * The stages whose causes may be answered. A healthy case has those of the failures that it is the twin of, and
 * where there are none those of TCP: what a worried user would suspect.
 */
function stagesOf(labCase: Case, all: readonly Case[]): Stage[] {
  if (labCase.layers[0].cause !== 'none') return [stageOf(labCase)];
  const alike = all.filter(
    ({ scenario }) => scenario.cause !== 'none' && scenario.twin === labCase.id,
  );
  return alike.length === 0 ? ['connect'] : alike.map(stageOf);
}

/** Every case of these scenarios as an exercise, in the order of the numbers. */
export function exercisesOf(scenarios: readonly Pick<Registered, 'id' | 'scenario'>[]): Exercise[] {
  const all = scenarios.flatMap(casesOf);
  const byStage = Map.groupBy(
    all.filter(({ layers }) => layers[0].cause !== 'none'),
    stageOf,
  );
  const taken = new Set<number>();
  // In the order of labels, so that two machines give the same numbers.
  const sorted = all.toSorted((a, b) => (a.label < b.label ? -1 : 1));
  const exercises = sorted.map((labCase): Exercise => {
    let number = hashed(labCase.label);
    while (taken.has(number))
      number = number + 1 < firstNumber + numbers ? number + 1 : firstNumber;
    taken.add(number);
    const causes = stagesOf(labCase, all)
      .flatMap((stage) => byStage.get(stage) ?? [])
      .flatMap(causesOf);
    return { number, labCase, causes: [...new Set(causes)].toSorted() };
  });
  return exercises.toSorted((a, b) => a.number - b.number);
}

/**
 * The exercise that is called by its number or by the id of its scenario (the first form, where it has forms).
 *
 * @throws UsageError with the way to the numbers.
 */
export function findExercise(exercises: readonly Exercise[], wanted: string): Exercise {
  const found = exercises.find(
    ({ number, labCase }) =>
      String(number) === wanted || labCase.id === wanted || labCase.label === wanted,
  );
  if (found) return found;
  throw new UsageError({
    code: 'USAGE_UNKNOWN_EXERCISE',
    what: `There is no exercise ${wanted}; allowed are a number of badconn list --lessons, and the id of a scenario.`,
    next: 'npx badconn list --lessons',
  });
}
