import type { Family } from '../family.ts';
import { protocol } from './protocol.ts';
import { refused } from './refused.ts';
import { timeout } from './timeout.ts';
import { unavailable } from './unavailable.ts';
import { unreachable } from './unreachable.ts';

export const families: readonly Family[] = [refused, timeout, protocol, unreachable, unavailable];

export const familyOfSymptom = (symptom: string): Family | undefined =>
  families.find(({ symptoms }) => symptoms.includes(symptom.replace(/^HTTP \d+$/, 'HTTP')));
