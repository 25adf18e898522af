import type { Attempt, Evidence } from '../evidence.ts';
import type { ReplyToSyn } from './attempt.ts';
import type { Speech } from './speech.ts';

/** The connection under diagnosis: input of every observation. */
export interface Connection {
  evidence: Evidence;
  address: string;
  port: number;
  /** The attempt to conclude from; absent if no address was found. */
  attempt?: Attempt;
  /** Reply to its SYN. */
  direct: ReplyToSyn;
  /** What the server speaks; present if it accepted. */
  speech?: Speech;
  /** The plain client's attempt ended differently from the one made here. */
  disagrees: boolean;
}

/**
 * How scrub treats a field, by the name of the field. `name`: a host name, also a single word. `program`: kept if
 * very common. `title`: of a process. `said`: a server's own words. `headers`: only those that verdicts depend on
 * are kept. In all other strings, addresses and host names are replaced.
 */
export type Identifying = 'name' | 'program' | 'title' | 'said' | 'headers';

/** One fact that the evidence may show. */
export interface Observation<Name extends string = string, Value = unknown> {
  name: Name;
  /** Value drawn from the evidence; undefined means "not known", never "no". */
  read(connection: Connection): Value;
  /** Sentence for a known value; undefined if there is nothing to report. */
  tell(value: Exclude<Value, undefined>, connection: Connection): string | undefined;
  /** Fields of the evidence that identify people or their machines, and their kind. */
  identifies: Readonly<Record<string, Identifying>>;
}

export const observation = <const Name extends string, Value>(
  declared: Observation<Name, Value>,
): Observation<Name, Value> => declared;
