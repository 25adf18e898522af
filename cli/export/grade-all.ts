import type { Conversation, Truth, Verdict } from '../../harness/events.ts';
import { judge } from '../../harness/judge/judge.ts';
import type { Truths } from '../../vocabulary/index.ts';

type QuestionTruth = Truths['truths'][number];

/** One question, and the verdict on its answer. */
export interface GradedAnswer extends Pick<QuestionTruth, 'id' | 'vantage' | 'case'> {
  verdict: Verdict;
}

/** Judges the answers, given as texts by id. A question without an answer is graded `no-answer`. */
export const gradeAll = (
  truths: readonly QuestionTruth[],
  answers: ReadonlyMap<string, string>,
): Promise<GradedAnswer[]> =>
  Promise.all(
    truths.map(async ({ id, vantage, case: name, truth }) => {
      const answer = answers.get(id);
      const verdict = answer === undefined ? unanswered : await judged(id, vantage, truth, answer);
      return { id, vantage, case: name, verdict };
    }),
  );

const unanswered: Verdict = {
  ...{ grade: 'no-answer', why: 'There is no answer with this id.' },
  ...{ breaches: [], candidates: [] },
};

function judged(id: string, vantage: QuestionTruth['vantage'], truth: Truth, stdoutText: string) {
  const symptom = { code: '', message: '', afterMs: 0 };
  const asked = { protocol: 1 as const, id, target: { url: '' }, symptom, vantage };
  const conversation: Conversation = {
    request: { ...asked, deadlineMs: 0, seed: 0 },
    ...{ exitCode: 0, stdout: stdoutText, stderr: '', durationMs: 0, leftProcesses: 0 },
  };
  return judge({ truth, vantage, conversation });
}
