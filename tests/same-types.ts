/**
 * The types that the code works with, and the types of the schemas that documents are checked against,
 * are the same. `npm run check` reads this file and never runs it.
 */
import type { Evidence } from '../diagnoser/evidence.ts';
import type { Recording } from '../diagnoser/recording.ts';
import type { Event } from '../harness/events.ts';
import type { KeptCase, LoggedEvent } from '../vocabulary/index.ts';

/** Lists may be read-only on one side. */
type Plain<T> = T extends readonly (infer I)[]
  ? readonly Plain<I>[]
  : T extends object
    ? { [K in keyof T]: Plain<T[K]> }
    : T;

/** Reports take the number that older versions have drawn from; nothing else does. */
type OfNow<T> = T extends { seed: unknown } ? Omit<T, 'seed'> & { seed: string } : T;

declare const event: Plain<Event>;
declare const logged: OfNow<Plain<LoggedEvent>>;
event satisfies Plain<LoggedEvent>;
logged satisfies Plain<Event>;

declare const evidence: Evidence;
declare const recording: Recording;
declare const kept: KeptCase;
evidence satisfies NonNullable<KeptCase['client']>;
recording satisfies KeptCase;
kept satisfies Recording;
