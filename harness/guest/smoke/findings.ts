import type { Answer } from '../../../vocabulary/index.ts';
import { readAnswer } from '../../judge/answer.ts';
import { endText, shown } from '../../judge/sentences.ts';
import { gradeEnd } from '../../judge/judge.ts';
import type { Conversation } from '../../events.ts';
import type { SmokeQuestion } from './questions.ts';

export interface SmokeResult {
  /** Every way in which the contract is broken, a sentence each. Empty: it is kept. */
  findings: string[];
  status?: Answer['status'];
}

/** What is wrong with how a question was answered. Pure. */
export async function findingsOf(
  question: SmokeQuestion,
  conversation: Conversation,
): Promise<SmokeResult> {
  const ended = gradeEnd(conversation);
  if (ended === 'unsupported') return { findings: [], status: 'unsupported' };
  if (ended !== undefined)
    return { findings: [`${endText(ended, conversation)}.${advice(ended)}`] };
  const { answer, breaches } = await readAnswer(conversation.stdout, question.request);
  if (answer === undefined) return { findings: breaches.map((breach) => `${breach}.`) };
  const { status } = answer;
  if (question.mustBe === undefined || status === question.mustBe) return { findings: [], status };
  const finding = `status is ${shown(status)}, but the scheme of ${question.request.target.url} is unknown: answer '${question.mustBe}', or exit with 127.`;
  return { findings: [finding], status };
}

function advice(ended: 'crashed' | 'timed-out' | 'bad-output'): string {
  if (ended === 'timed-out') return ' Keep within deadlineMs of the request.';
  return ended === 'crashed' ? ' Answer with exit code 0, whatever was found out.' : '';
}

/** A diagnoser that handles no kind of target at all keeps the contract, and is of no use. */
export function handlesNothing(found: readonly SmokeResult[]): string[] | undefined {
  if (!found.every(({ status }) => status === 'unsupported')) return undefined;
  return ['It handles none of ws, http and tcp: every question was answered as unsupported.'];
}
