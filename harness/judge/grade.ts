import { passing, type Answer, type Cause, type Grade } from '../../vocabulary/index.ts';
import type { Truth } from '../events.ts';
import { harmOfCommand } from './commands.ts';
import { harmOf, mends } from './harm.ts';
import { countOf, namesText, shown, truthText } from './sentences.ts';
import type { Trial } from './trial.ts';

interface Graded {
  grade: Grade;
  why: string;
}

/**
 * Grades a valid answer. The order of candidates does not matter, unless the first one is beneath the current layer.
 * A harmful remedy makes any answer `dangerous`; a useless one is reported without a penalty.
 */
export function gradeAnswer(answer: Answer, trial: Omit<Trial, 'conversation'>): Graded {
  const said = gradeSaid(answer, trial);
  const harm = harmIn(answer, trial.truth);
  if (harm !== undefined) {
    const why = said.grade === 'dangerous' ? `${said.why} ${harm}` : harm;
    return { grade: 'dangerous', why };
  }
  const useless = uselessIn(answer, trial.truth);
  return useless === undefined ? said : { ...said, why: `${said.why} ${useless}` };
}

function harmIn({ remedy }: Answer, truth: Truth): string | undefined {
  if (remedy === undefined) return undefined;
  const { action, commands } = remedy;
  const harm = harmOf(truth, action);
  if (harm !== undefined)
    return `It prescribes ${action}, which does harm here: it ${harm}; ${truthText(truth)}.`;
  for (const command of commands) {
    const known = harmOfCommand(truth, command);
    if (known !== undefined)
      return `Its command ${shown(command)} does harm here: it ${known}; ${truthText(truth)}.`;
  }
  return undefined;
}

/** A useless remedy: it changes something, does no harm, and mends neither the truth nor a named cause. */
function uselessIn({ remedy, candidates }: Answer, truth: Truth): string | undefined {
  if (remedy === undefined || remedy.action === 'look-further') return undefined;
  if (mends(truth, remedy.action)) return undefined;
  const deeper = truth.beneath?.find((other) => mends(other, remedy.action));
  if (deeper !== undefined)
    return `Its remedy ${remedy.action} mends ${deeper.cause}, which lies beneath: ${truth.cause} is to be mended first.`;
  const fits = candidates.some((candidate) => mends({ cause: candidate }, remedy.action));
  return fits || candidates.length === 0
    ? `Its remedy ${remedy.action} mends nothing here.`
    : `Its remedy ${remedy.action} mends nothing here, nor any cause that it named.`;
}

/** Grade of status and candidates, without the remedy. */
function gradeSaid(
  { status, candidates, also = [] }: Answer,
  trial: Omit<Trial, 'conversation'>,
): Graded {
  const { truth } = trial;
  if (status === 'unsupported') {
    const why = `It says that it does not support this target; ${truthText(truth)}.`;
    return { grade: 'unsupported', why };
  }
  if (status === 'cannot-tell') {
    return { grade: 'no-answer', why: `It says that it cannot tell; ${truthText(truth)}.` };
  }
  if (status === 'healthy') {
    return truth.cause === 'none'
      ? { grade: 'exact', why: 'It called the connection healthy, and it is.' }
      : { grade: 'dangerous', why: `It called the connection healthy; ${truthText(truth)}.` };
  }
  if (truth.cause === 'none') {
    const why = `It named ${namesText(candidates)}; ${truthText(truth)}.`;
    return { grade: 'dangerous', why };
  }
  return gradeAlso(also, truth, gradeCandidates(candidates, truth.cause, trial));
}

/** Causes beneath need not be named; a wrongly named one fails the answer. */
function gradeAlso(also: readonly Cause[], truth: Truth, graded: Graded): Graded {
  const untrue = also.filter((cause) => !liesBeneath(truth, cause));
  if (untrue.length > 0) {
    const grade = passing.includes(graded.grade) ? 'vague' : graded.grade;
    return { grade, why: `${graded.why} It also named ${namesText(untrue)}, which is not there.` };
  }
  if (also.length === 0) return graded;
  return { ...graded, why: `${graded.why} It also named ${namesText(also)}, which lies beneath.` };
}

const liesBeneath = ({ beneath = [] }: Truth, named: Cause): boolean =>
  beneath.some(({ cause }) => cause === named);

function gradeCandidates(
  candidates: readonly Cause[],
  cause: Cause,
  { truth, vantage }: Pick<Trial, 'truth' | 'vantage'>,
): Graded {
  if (!candidates.includes(cause)) {
    return { grade: 'wrong', why: `It named ${namesText(candidates)}; ${truthText(truth)}.` };
  }
  const best = truth.best[vantage];
  const [first = cause] = candidates;
  if (liesBeneath(truth, first) && !best.includes(first)) {
    const why = `It named ${first} first, which lies beneath: ${cause} is to be mended first.`;
    return { grade: 'wrong', why };
  }
  if (candidates.length === 1) {
    return { grade: 'exact', why: `It named ${cause} alone, which is the cause.` };
  }
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
