import type { Cause, KnownCause, Stage } from '../vocabulary/index.ts';

/** A command that tells a cause from the others. `SERVER` and `PORT` stand for the person's own. */
export interface TellingCommand {
  on: 'client' | 'server';
  run: string;
  /** What it shows when this is the cause. */
  shows: string;
}

export interface Suspect {
  cause: Cause;
  look: readonly [TellingCommand, ...TellingCommand[]];
  /** In its place, where the client uses a loopback address. */
  onLoopback?: readonly [TellingCommand, ...TellingCommand[]];
}

/** Words that were not recorded here: from the documentation or the source of a client. */
export interface Documented {
  by: string;
  /** Templates, as in words.ts. */
  says: readonly [string, ...string[]];
  source: string;
  /**
   * The causes that these words leave, likeliest first. Without it, they leave all of the family; an empty
   * list, where no cause of the vocabulary makes a client say them.
   */
  causes?: readonly KnownCause[];
  /** How these causes are told, where the client that says the words is one of another kind than the family's. */
  look?: readonly [TellingCommand, ...TellingCommand[]];
  /** What the words mean, where the causes do not say it. */
  means?: string;
  /**
   * As those of an errno: where words of another family stand beside them, these say nothing of their own. `to all`:
   * an errno beside them says more as well.
   */
  yields?: true | 'to all';
}

/** A kind of failure as a person meets it: by what the client says. */
export interface Family {
  name: string;
  /** How far the connection got. */
  stage: Stage;
  /** What happened, in one sentence. */
  says: string;
  /** The symptoms of scenarios (vocabulary/symptom.ts) that belong here; `HTTP` is every status. */
  symptoms: readonly string[];
  words: readonly Documented[];
  /** Likeliest first. */
  suspects: readonly Suspect[];
  /** The command that looks further, where no connection of TCP can be diagnosed. */
  next?: string;
}
