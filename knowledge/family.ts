import type { Cause } from '../vocabulary/index.ts';

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
}

/** Words that were not recorded here: from the documentation or the source of a client. */
export interface Documented {
  by: string;
  /** Templates, as in words.ts. */
  says: readonly [string, ...string[]];
  source: string;
}

/** A kind of failure as a person meets it: by what the client says. */
export interface Family {
  name: string;
  /** What happened, in one sentence. */
  says: string;
  /** The symptoms of scenarios (vocabulary/symptom.ts) that belong here; `HTTP` is every status. */
  symptoms: readonly string[];
  words: readonly Documented[];
  /** Likeliest first. */
  suspects: readonly Suspect[];
}
