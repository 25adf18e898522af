import type { Cause, Vantage } from '../vocabulary/index.ts';
import type { Evidence } from './evidence.ts';

/** Evidence of one failure from one or both vantages, kept to draw conclusions from it again. */
export interface Recording extends Partial<Record<Vantage, Evidence>> {
  /** The true cause, once known. */
  truth: Cause | 'none' | 'unknown';
}
