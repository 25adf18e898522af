import type { Answer, Cause } from '../../vocabulary/index.ts';
import type { Facts } from './facts.ts';

export type Remedy = NonNullable<Answer['remedy']>;

/** What was observed; each has one sentence in observations.ts or server-observations.ts. */
export type Topic =
  | 'proxy'
  | 'reply'
  | 'handshake'
  | 'life'
  | 'local-ports'
  | 'services'
  | 'listeners'
  | 'worker'
  | 'rules'
  | 'uncounted-rules'
  | 'panel'
  | 'arrival'
  | 'resets'
  | 'half-open'
  | 'overflows'
  | 'routes'
  | 'reverse-path'
  | 'own-address'
  | 'intended'
  | 'route'
  | 'names'
  | 'web';

export interface Mark {
  topic: Topic;
  speaks: 'for' | 'against';
}

/** One cause: what speaks for it, what against it, and what to do about it. Pure. */
export interface CauseFile {
  cause: Cause;
  /** How often one meets it, among those that nothing contradicts; only the order matters. */
  prior: number;
  judge: (facts: Facts) => readonly (Mark | undefined)[];
  remedy: (facts: Facts) => Remedy;
}

/** For the cause when it holds, against it when it does not, and nothing when it is not known. */
export const decides = (topic: Topic, holds: boolean | undefined): Mark | undefined =>
  holds === undefined ? undefined : { topic, speaks: holds ? 'for' : 'against' };

export const speaksFor = (topic: Topic, holds: boolean | undefined): Mark | undefined =>
  holds === true ? { topic, speaks: 'for' } : undefined;

export const speaksAgainst = (topic: Topic, holds: boolean | undefined): Mark | undefined =>
  holds === true ? { topic, speaks: 'against' } : undefined;
