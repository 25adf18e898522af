import type { Cause, Vantage } from '../vocabulary/index.ts';
import type { Evidence } from './evidence.ts';

/** Evidence of one failure from one vantage or both, kept so that it can be concluded from again. */
export interface Recording extends Partial<Record<Vantage, Evidence>> {
  /** What was really wrong, once somebody knows. */
  truth: Cause | 'none' | 'unknown';
}
