import { pointText, wholePointText } from '../case/point-text.ts';
import { printable } from '../report/look.ts';
import { typedWord } from '../shell-word.ts';
import type { Point } from '../topology/point.ts';
import { kindOf } from './shortfall.ts';
import type { Finding } from './hunt.ts';

/** Settings of a hunt that are needed to repeat its findings. */
export interface HuntSettings {
  /** As given with `--diagnoser`. */
  diagnoser: string;
  deadlineMs: number;
  /** As given with `--scenarios`. */
  scenariosFrom?: string;
}

const usualDeadlineMs = 10_000;

/** The command that runs the case at exactly this point, with the same names, addresses and ports. */
export function replayCommand(
  { labCase: { id, form, axes }, seed }: Finding,
  point: Point,
  { diagnoser, deadlineMs, scenariosFrom }: HuntSettings,
): string {
  return [
    `npx badconn run ${typedWord(id)}`,
    ...(scenariosFrom === undefined ? [] : [`--scenarios ${typedWord(scenariosFrom)}`]),
    ...(form === undefined ? [] : [`--form ${typedWord(form)}`]),
    `--seed ${seed} --at ${typedWord(wholePointText(axes, point))}`,
    ...(diagnoser === 'reference' ? [] : [`--diagnoser ${typedWord(diagnoser)}`]),
    ...(deadlineMs === usualDeadlineMs ? [] : [`--deadline ${deadlineMs}`]),
  ].join(' ');
}

/** One finding, as in `--json` and in the file of `--out`. */
export function findingDocument(finding: Finding, asked: HuntSettings) {
  const { labCase, seed, met, least, shortfall, isSteady, times } = finding;
  const { vantage, grade, why, candidates, conversation } = shortfall;
  return {
    case: labCase.label,
    scenario: labCase.id,
    ...(labCase.form === undefined ? {} : { form: labCase.form }),
    cause: labCase.scenario.cause,
    ...(vantage === undefined ? {} : { vantage }),
    grade,
    why,
    candidates,
    seed,
    met: wholePointText(labCase.axes, met),
    /** Values of the smallest variation that differ from the defaults; empty if none does. */
    least: pointText(labCase.axes, least),
    steady: isSteady,
    times,
    replay: replayCommand(finding, least, asked),
    ...(conversation === undefined ? {} : { conversation }),
  };
}

/** A finding for people: the failure, the reduced point, and the command that repeats it. */
export function findingLines(finding: Finding, asked: HuntSettings): string[] {
  const { labCase, met, least, shortfall, isSteady } = finding;
  const where = pointText(labCase.axes, least) || 'the defaults';
  return [
    `✗ ${labCase.label}: ${kindOf(shortfall)}`,
    `  why      ${printable(shortfall.why)}`,
    isSteady
      ? `  least    ${where}`
      : `  once     ${pointText(labCase.axes, met) || 'the defaults'}; not when it was run again`,
    `  replay   ${replayCommand(finding, least, asked)}`,
  ];
}
