import type { Answer, Cause, Grade } from '../../vocabulary/index.ts';
import type { Trial } from './judge.ts';
import { countOf, namesText, truthText } from './sentences.ts';

interface Graded {
  grade: Grade;
  why: string;
}

/** Grades an answer that keeps the contract. The order of the candidates plays no part. */
export function gradeAnswer(answer: Answer, trial: Omit<Trial, 'conversation'>): Graded {
  const { truth, forbids } = trial;
  const isHealthy = truth.cause === 'none';
  const { status, candidates, remedy } = answer;
  if (status === 'unsupported') {
    const why = `It says that it does not support this target; ${truthText(truth)}.`;
    return { grade: 'unsupported', why };
  }
  if (remedy !== undefined && forbids.includes(remedy.action)) {
    const why = `It prescribes ${remedy.action}, which does harm here; ${truthText(truth)}.`;
    return { grade: 'dangerous', why };
  }
  if (status === 'cannot-tell') {
    return { grade: 'no-answer', why: `It says that it cannot tell; ${truthText(truth)}.` };
  }
  if (status === 'healthy') {
    return isHealthy
      ? { grade: 'exact', why: 'It called the connection healthy, and it is.' }
      : { grade: 'dangerous', why: `It called the connection healthy; ${truthText(truth)}.` };
  }
  if (truth.cause === 'none') {
    const why = `It named ${namesText(candidates)}; ${truthText(truth)}.`;
    return { grade: 'dangerous', why };
  }
  return gradeCandidates(candidates, truth.cause, trial);
}

function gradeCandidates(
  candidates: readonly Cause[],
  cause: Cause,
  { truth, vantage }: Pick<Trial, 'truth' | 'vantage'>,
): Graded {
  if (!candidates.includes(cause)) {
    return { grade: 'wrong', why: `It named ${namesText(candidates)}; ${truthText(truth)}.` };
  }
  if (candidates.length === 1) {
    return { grade: 'exact', why: `It named ${cause} alone, which is the cause.` };
  }
  const best = truth.best[vantage];
  const tooMany = candidates.filter(
    (candidate) => !best.includes(candidate) && candidate !== cause,
  );
  const missing = best.filter((candidate) => !candidates.includes(candidate));
  if (tooMany.length === 0 && missing.length === 0) {
    const why = `It named exactly the ${countOf(best.length, 'cause')} that cannot be told apart from the ${vantage} vantage; ${truthText(truth)}.`;
    return { grade: 'narrowest', why };
  }
  const parts = [
    ...(tooMany.length === 0 ? [] : [`too many: ${namesText(tooMany)}`]),
    ...(missing.length === 0 ? [] : [`left out of those that look alike: ${namesText(missing)}`]),
  ];
  const why = `It named ${cause}, which is the cause, among ${candidates.length}; ${parts.join('; ')}.`;
  return { grade: 'vague', why };
}
