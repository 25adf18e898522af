import type { Attempt, Evidence } from '../evidence.ts';
import type { ReplyToSyn } from './attempt.ts';
import type { Speech } from './speech.ts';

/** The connection in question: what every observation reads. */
export interface Connection {
  evidence: Evidence;
  address: string;
  port: number;
  /** The attempt that decides; none when no address was found. */
  attempt?: Attempt;
  /** What that attempt got. */
  direct: ReplyToSyn;
  /** What the server speaks, when it accepted. */
  speech?: Speech;
  /** The plain client's attempt ended otherwise than the one made here. */
  disagrees: boolean;
}

/**
 * What scrub makes of a field, by its name; every other string loses its addresses and the names of
 * hosts. `name`: a host, also where its name is one word. `program`: kept where half the world runs it.
 * `title`: of a process. `said`: a server's own words. `headers`: those that verdicts are drawn from are kept.
 */
export type Identifying = 'name' | 'program' | 'title' | 'said' | 'headers';

/** One thing that evidence may show. */
export interface Observation<Name extends string = string, Value = unknown> {
  name: Name;
  /** What it makes of the evidence; undefined is "not known", never "no". */
  read(connection: Connection): Value;
  /** The sentence that a known value is told by; undefined when there is nothing to say. */
  tell(value: Exclude<Value, undefined>, connection: Connection): string | undefined;
  /** The fields of the evidence in it that identify people or their machines. */
  identifies: Readonly<Record<string, Identifying>>;
}

export const observation = <const Name extends string, Value>(
  declared: Observation<Name, Value>,
): Observation<Name, Value> => declared;
