import { grades, type Grade } from '../../vocabulary/index.ts';
import type { Conversation, Turn, Verdict } from '../events.ts';

interface JudgedTurn {
  verdict: Verdict;
  conversation: Conversation;
}

const bestFirst = Object.keys(grades) as Grade[];
const rank = ({ verdict }: JudgedTurn): number => bestFirst.indexOf(verdict.grade);

/**
 * Repeats one request, one turn after the other; `turn` counts from 1. The worst verdict counts: repetition can show
 * that a verdict is unsteady, but never turn it into a pass.
 */
export async function inTurns(
  count: number,
  ask: (turn: number) => Promise<JudgedTurn>,
): Promise<JudgedTurn & { turns?: Turn[] }> {
  let worst = await ask(1);
  if (count === 1) return worst;
  const turns: Turn[] = [turnOf(worst)];
  while (turns.length < count) {
    const said = await ask(turns.length + 1);
    turns.push(turnOf(said));
    if (rank(said) > rank(worst)) worst = said;
  }
  return { ...worst, turns };
}

const turnOf = ({
  verdict: { grade, candidates },
  conversation: { durationMs },
}: JudgedTurn): Turn => ({
  grade,
  candidates,
  durationMs,
});
