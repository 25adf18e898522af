import type { Answer, Cause } from '../../vocabulary/index.ts';
import type { Facts, Topic } from '../observe/facts.ts';

export type AnsweredRemedy = NonNullable<Answer['remedy']>;

export interface Weight {
  topic: Topic;
  speaks: 'for' | 'against';
}

/** One cause: evidence for it, evidence against it, and its remedy. Pure. */
export interface CauseFile {
  cause: Cause;
  /** How common the cause is, relative to others; only the order matters. */
  prior: number;
  /** More general causes, left out where this one holds. */
  narrows?: readonly Cause[];
  judge: (facts: Facts) => readonly (Weight | undefined)[];
  remedy: (facts: Facts) => AnsweredRemedy;
}

/** Declares a cause: an identity function for type checking. */
export const defineCause = (file: CauseFile): CauseFile => file;

/** The same causes, each with one more mark. */
export const alsoJudged = (
  causes: readonly CauseFile[],
  mark: (facts: Facts) => Weight | undefined,
): CauseFile[] =>
  causes.map((file) => ({ ...file, judge: (facts) => [...file.judge(facts), mark(facts)] }));

/** A count holds when it is not 0; undefined is "not known". */
type Holds = boolean | number | undefined;

/** A mark for the cause if it holds, against it if it does not, none if it is not known. */
export const decides = (topic: Topic, holds: Holds): Weight | undefined =>
  holds === undefined ? undefined : { topic, speaks: holds ? 'for' : 'against' };

export const speaksFor = (topic: Topic, holds: Holds): Weight | undefined =>
  holds ? { topic, speaks: 'for' } : undefined;

export const speaksAgainst = (topic: Topic, holds: Holds): Weight | undefined =>
  holds ? { topic, speaks: 'against' } : undefined;
