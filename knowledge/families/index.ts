import type { Family } from '../family.ts';
import { causeOf, type RecordedWords } from '../record.ts';
import { browser, cors } from './browser.ts';
import { denied } from './denied.ts';
import { gateway } from './gateway.ts';
import { hostKey } from './host-key.ts';
import { listen } from './listen.ts';
import { lost } from './lost.ts';
import { name } from './name.ts';
import { pool } from './pool.ts';
import { protocol } from './protocol.ts';
import { proxy } from './proxy.ts';
import { refused } from './refused.ts';
import { socketFile } from './socket-file.ts';
import { stalled } from './stalled.ts';
import { timeout } from './timeout.ts';
import { tls } from './tls.ts';
import { unavailable } from './unavailable.ts';
import { unreachable } from './unreachable.ts';
import { unsaid } from './unsaid.ts';

export const families: readonly Family[] = [
  refused,
  timeout,
  name,
  tls,
  gateway,
  protocol,
  denied,
  lost,
  stalled,
  proxy,
  unreachable,
  unavailable,
  pool,
  socketFile,
  listen,
  hostKey,
  cors,
  browser,
  unsaid,
];

const ofSymptom = (symptom: string): Family[] => {
  const sort = symptom.replace(/^HTTP \d+$/, 'HTTP').replace(/^close \d+$/, 'ECONNRESET');
  return families.filter(({ symptoms }) => symptoms.includes(sort));
};

/**
 * Where a recorded case belongs: to the family that the words name, where it is about this cause, and
 * otherwise to that of its symptom.
 */
export const familyOfCase = (
  { id, symptom }: Pick<RecordedWords, 'id' | 'symptom'>,
  named: readonly Family[] = [],
): Family | undefined => {
  const truth = causeOf(id);
  const suspects = ({ suspects }: Family): boolean => suspects.some(({ cause }) => cause === truth);
  const possible = ofSymptom(symptom);
  return named.find(suspects) ?? possible.find(suspects) ?? possible.at(-1);
};
