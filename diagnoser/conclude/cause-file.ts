import type { Answer, Cause } from '../../vocabulary/index.ts';
import type { Facts, Topic } from '../observe/facts.ts';

export type AnsweredRemedy = NonNullable<Answer['remedy']>;

export interface Weight {
  topic: Topic;
  speaks: 'for' | 'against';
}

/** One cause: what speaks for it, what against it, and what to do about it. Pure. */
export interface CauseFile {
  cause: Cause;
  /** How often one meets it, among those that nothing contradicts; only the order matters. */
  prior: number;
  /** Causes that this one is a particular of: they are left out where this one holds. */
  narrows?: readonly Cause[];
  judge: (facts: Facts) => readonly (Weight | undefined)[];
  remedy: (facts: Facts) => AnsweredRemedy;
}

/** Declares a cause. It returns what it is given: the compiler checks it. */
export const defineCause = (file: CauseFile): CauseFile => file;

/** The same causes, each with one mark more. */
export const alsoJudged = (
  causes: readonly CauseFile[],
  mark: (facts: Facts) => Weight | undefined,
): CauseFile[] =>
  causes.map((file) => ({ ...file, judge: (facts) => [...file.judge(facts), mark(facts)] }));

/** A count holds when it is not 0; undefined is "not known". */
type Holds = boolean | number | undefined;

/** For the cause when it holds, against it when it does not, and nothing when it is not known. */
export const decides = (topic: Topic, holds: Holds): Weight | undefined =>
  holds === undefined ? undefined : { topic, speaks: holds ? 'for' : 'against' };

export const speaksFor = (topic: Topic, holds: Holds): Weight | undefined =>
  holds ? { topic, speaks: 'for' } : undefined;

export const speaksAgainst = (topic: Topic, holds: Holds): Weight | undefined =>
  holds ? { topic, speaks: 'against' } : undefined;
