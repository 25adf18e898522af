import type { Family } from '../family.ts';
import { causeOf, type Recorded } from '../record.ts';
import { name } from './name.ts';
import { protocol } from './protocol.ts';
import { proxy } from './proxy.ts';
import { refused } from './refused.ts';
import { reset } from './reset.ts';
import { timeout } from './timeout.ts';
import { tls } from './tls.ts';
import { unavailable } from './unavailable.ts';
import { unreachable } from './unreachable.ts';

export const families: readonly Family[] = [
  refused,
  timeout,
  name,
  tls,
  protocol,
  reset,
  proxy,
  unreachable,
  unavailable,
];

/**
 * Where a recorded case belongs: to the family that the words name, where it is about this cause, and
 * otherwise to that of its symptom.
 */
export const familyOfCase = (
  { id, symptom }: Pick<Recorded, 'id' | 'symptom'>,
  named: readonly Family[] = [],
): Family | undefined =>
  named.find(({ suspects }) => suspects.some(({ cause }) => cause === causeOf(id))) ??
  families.find(({ symptoms }) => symptoms.includes(symptom.replace(/^HTTP \d+$/, 'HTTP')));
