import type { Conversation, Truth, Verdict } from '../events.ts';
import { readAnswer } from './answer.ts';
import { gradeAnswer } from './grade.ts';
import { breachText, endText, truthText } from './sentences.ts';
import type { Trial } from './trial.ts';

/**
 * Grades a diagnoser's conversation. Total: any output and any exit yields a verdict. Checked in order: exit,
 * contract, truth.
 */
export async function judge({ truth, vantage, conversation }: Trial): Promise<Verdict> {
  const unanswered = gradeUnanswered(conversation, truth);
  if (unanswered !== undefined) return unanswered;
  const ended = gradeEnd(conversation);
  if (ended !== undefined) {
    const why = `${endText(ended, conversation)}; ${truthText(truth)}.`;
    return { grade: ended, why, breaches: [], candidates: [] };
  }
  const { answer, breaches } = await readAnswer(conversation.stdout, conversation.request);
  if (answer === undefined) {
    const why = `${breachText(breaches)}; ${truthText(truth)}.`;
    return { grade: 'bad-output', why, breaches, candidates: [] };
  }
  const { status, candidates } = answer;
  const graded = gradeAnswer(answer, { truth, vantage });
  return { ...graded, breaches: [], status, candidates, answer };
}

/** Grade of an agent that ended by itself without an accepted answer. */
function gradeUnanswered(
  { agent, stdout, ended, exitCode }: Conversation,
  truth: Truth,
): Verdict | undefined {
  if (agent === undefined || stdout !== '' || ended !== undefined || exitCode !== 0)
    return undefined;
  const { breaches = [] } = agent;
  if (breaches.length > 0) {
    const why = `${breachText(breaches)}; ${truthText(truth)}.`;
    return { grade: 'bad-output', why, breaches, candidates: [] };
  }
  const why = `It ended and had submitted no answer; ${truthText(truth)}.`;
  return { grade: 'no-answer', why, breaches: [], candidates: [] };
}

/** The grade that follows from the exit alone; undefined for exit code 0. */
export function gradeEnd({ ended, signal, exitCode }: Conversation) {
  if (ended === 'not-started') return 'crashed';
  if (ended === 'deadline') return 'timed-out';
  if (ended === 'output-limit') return 'bad-output';
  if (signal !== undefined && signal !== null) return 'crashed';
  if (exitCode === 127) return 'unsupported';
  return exitCode === 0 ? undefined : 'crashed';
}
