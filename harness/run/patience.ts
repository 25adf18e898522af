import type { Symptom } from '../../vocabulary/index.ts';
import { inFull } from '../symptom.ts';

/**
 * How long the plain client waits for an answer that should come: a machine that is busy may take
 * its time. Where silence is what should come, it need not be as long: a lab answers in less than a
 * millisecond, and the packets are looked at as well. Where nothing came before, a glance shows whether
 * it does now.
 */
export const patienceMs = { answer: 5000, silence: 600, glance: 100 };

/** How long the client waits where this should come. */
export const patienceFor = (symptom: Symptom): keyof typeof patienceMs =>
  inFull(symptom).code === 'silence' ? 'silence' : 'answer';
