import type { Cause, Vantage } from '../vocabulary/index.ts';
import type { Evidence } from './evidence.ts';

/** Evidence of one failure from one vantage or both, kept so that it can be concluded from again. */
export interface Recording extends Partial<Record<Vantage, Evidence>> {
  /** What was really wrong, once somebody knows. */
  truth: Cause | 'none' | 'unknown';
}

const isEvidence = (value: unknown, vantage: Vantage): boolean => {
  const { version, target, attempts, handshakes, ...rest } = (value ?? {}) as Partial<Evidence>;
  const isWhole = typeof target?.url === 'string' && Array.isArray(attempts);
  return version === 1 && rest.vantage === vantage && isWhole && Array.isArray(handshakes);
};

/** Reads what `badconn diagnose --save` wrote. Throws an `Error` that says what is wrong with it. */
export function parseRecording(text: string): Recording {
  const value = JSON.parse(text) as Partial<Recording> | null;
  const vantages = (['client', 'client+server'] as const).filter((vantage) => value?.[vantage]);
  if (typeof value?.truth !== 'string') throw new Error('it says no truth');
  if (vantages.length === 0) throw new Error('it holds no evidence');
  for (const vantage of vantages) {
    if (!isEvidence(value[vantage], vantage)) {
      throw new Error(`its evidence at ${vantage} is none of version 1`);
    }
  }
  return value as Recording;
}
