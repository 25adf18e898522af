import type { Symptom } from '../../vocabulary/index.ts';
import { inFull } from '../symptom.ts';

/**
 * Time limits of the plain client, in ms. `answer`: an answer should come; a busy machine may be slow. `silence`:
 * silence is expected; a lab answers within a millisecond, and the packets are checked as well, so a shorter wait is
 * enough. `glance`: nothing came before; checks whether something does now.
 */
export const patienceMs = { answer: 5000, silence: 600, glance: 100 };

/** The time limit for an expected symptom. */
export const patienceFor = (symptom: Symptom): keyof typeof patienceMs =>
  inFull(symptom).code === 'silence' ? 'silence' : 'answer';
