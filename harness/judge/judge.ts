import type { Conversation, Truth, Verdict } from '../events.ts';
import { readAnswer } from './answer.ts';
import { gradeAnswer } from './grade.ts';
import { breachText, endText, truthText } from './sentences.ts';
import type { Trial } from './trial.ts';

/**
 * Grades what a diagnoser did. Total: whatever it printed and however it ended, there is a verdict.
 * How it ended counts before what it said, and the contract before the truth.
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

/** An agent that ended by itself and submitted nothing that was taken. */
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

/** The grade that the end alone decides; undefined for an exit with 0. */
export function gradeEnd({ ended, signal, exitCode }: Conversation) {
  if (ended === 'not-started') return 'crashed';
  if (ended === 'deadline') return 'timed-out';
  if (ended === 'output-limit') return 'bad-output';
  if (signal !== undefined && signal !== null) return 'crashed';
  if (exitCode === 127) return 'unsupported';
  return exitCode === 0 ? undefined : 'crashed';
}
