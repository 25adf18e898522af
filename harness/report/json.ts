import type { AgentCost } from '../events.ts';
import { guesses } from './guesses.ts';
import { pairsOf } from './pairs.ts';
import type { PhaseCard, Scorecard } from './scorecard.ts';

/** The document of `run --json`. All times are milliseconds. */
export function jsonReport(card: Scorecard) {
  const { version, seed, diagnoser, vantages } = card.run;
  return {
    version,
    seed,
    diagnoser,
    vantages,
    durationMs: card.durationMs,
    exitCode: card.exitCode ?? null,
    ...(card.why === undefined ? {} : { why: card.why }),
    passed: card.passed,
    fellShort: card.failed,
    asExpected: card.asExpected,
    skipped: card.skipped,
    ...(card.unknownTarget === undefined ? {} : { unknownTarget: card.unknownTarget }),
    rebuilt: card.rebuilt,
    askedAgain: card.askedAgain,
    ...(card.expected === undefined ? {} : { expected: card.expected }),
    lookalikes: pairsOf(card),
    guesses: guesses(card),
    scenarios: card.scenarios.map(
      ({ id, standing, worst, durationMs, phases, results, cases }) => ({
        id,
        standing,
        worst: worst ?? null,
        durationMs,
        // For a scenario with forms or layers: the standing of each; `standing` above is the worst.
        cases: cases.map(({ form, layer, at, standing: own, phases: ownPhases }) => ({
          ...(form === undefined ? {} : { form }),
          ...(layer === undefined ? {} : { layer }),
          ...(at === undefined ? {} : { at }),
          standing: own,
          ...stageOf(ownPhases),
        })),
        phases,
        results: results.map(
          ({
            durationMs: tookMs,
            vantage,
            form,
            layer,
            grade,
            candidates,
            why,
            verdict,
            conversation,
            ...more
          }) => ({
            vantage,
            ...(form === undefined ? {} : { form }),
            ...(layer === undefined ? {} : { layer }),
            grade,
            candidates,
            durationMs: tookMs,
            why,
            breaches: verdict.breaches,
            leftProcesses: conversation.leftProcesses,
            ...(conversation.traffic === undefined ? {} : { traffic: conversation.traffic }),
            ...(conversation.agent === undefined ? {} : { agent: costOf(conversation.agent) }),
            ...more,
          }),
        ),
      }),
    ),
  };
}

/** The counts only; the trajectory is in the event log and the artefacts. */
const costOf = ({ trajectory, ...counts }: AgentCost) => ({ ...counts, steps: trajectory.length });

/** Stage at which the plain client failed, if observed and present in the log. */
function stageOf(phases: readonly PhaseCard[]) {
  const { attempt } = phases.findLast(({ phase }) => phase === 'observe') ?? {};
  return attempt?.stage === undefined ? {} : { stage: attempt.stage };
}

export function writeJsonReport(card: Scorecard, write: (text: string) => void): void {
  write(`${JSON.stringify(jsonReport(card), null, 2)}\n`);
}
