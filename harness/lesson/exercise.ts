import { createHash } from 'node:crypto';
import { classes, type Cause, type Stage } from '../../vocabulary/index.ts';
import { casesOf, type Case } from '../case/case.ts';
import type { Registered } from '../case/scenario.ts';
import { UsageError } from '../errors.ts';
import { inFull } from '../symptom.ts';
import { tracks } from './tracks.ts';

/** A case as given to a student: under a number that does not reveal its cause. */
export interface Exercise {
  /** Five digits from a hash of the label, so it is stable when other cases are added or removed. */
  number: number;
  labCase: Case;
  /** Selectable causes, sorted alphabetically: those of the stage, with their classes. */
  causes: readonly Cause[];
}

const firstNumber = 10_000;
const numbers = 90_000;

const hashed = (label: string): number =>
  firstNumber + (createHash('sha256').update(label).digest().readUInt32BE(0) % numbers);

/** Stage of the outermost layer's symptom; `stay` if the client connects. */
export const stageOf = ({ layers: [{ symptom }] }: Case): Stage => inFull(symptom).stage;

/** Causes of a case's layers, and those that a client cannot tell from them. */
const causesOf = ({ layers }: Case): Cause[] =>
  layers.flatMap(({ cause, clientSees }) =>
    cause === 'none' ? [] : [cause, ...(clientSees === undefined ? [] : classes[clientSees])],
  );

/**
 * The stages whose causes are selectable. A healthy case has those of the failures of which it is the twin; without
 * any, those of TCP, which a user would suspect first.
 */
function stagesOf(labCase: Case, all: readonly Case[]): Stage[] {
  if (labCase.layers[0].cause !== 'none') return [stageOf(labCase)];
  const alike = all.filter(
    ({ scenario }) => scenario.cause !== 'none' && scenario.twin === labCase.id,
  );
  return alike.length === 0 ? ['connect'] : alike.map(stageOf);
}

/** All cases of these scenarios as exercises, sorted by number. */
export function exercisesOf(scenarios: readonly Pick<Registered, 'id' | 'scenario'>[]): Exercise[] {
  const all = scenarios.flatMap(casesOf);
  const byStage = Map.groupBy(
    all.filter(({ layers }) => layers[0].cause !== 'none'),
    stageOf,
  );
  const taken = new Set<number>();
  // Sorted by label, so that numbers are the same on every machine.
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
 * Finds an exercise by its number, or by the id of its scenario (then its first form).
 *
 * @throws UsageError that tells how to list the numbers.
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
    next: tracks.some(({ name }) => name === wanted)
      ? `it is a track: give it as  --track ${wanted}`
      : 'npx badconn list --lessons',
  });
}
