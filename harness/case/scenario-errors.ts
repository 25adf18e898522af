import { ScenarioError } from '../errors.ts';
import type { Breach } from './rules.ts';
import { shownPath } from './scenario-files.ts';

/** Why a file is no scenario. Each names the file, and one step that mends it. */

export const noDefault = (file: string): ScenarioError =>
  new ScenarioError({
    code: 'SCENARIO_NO_DEFAULT',
    what: `${shownPath(file)} exports no scenario.`,
    next: `write in ${shownPath(file)}: export default defineScenario({ … })`,
  });

export function cannotLoad(file: string, cause: unknown): ScenarioError {
  const shown = shownPath(file);
  const { message, stack = '' } = cause instanceof Error ? cause : new Error(String(cause));
  const where = stack.split('\n').find((line) => line.includes(file));
  return new ScenarioError({
    code: 'SCENARIO_CANNOT_LOAD',
    what: `${shown} cannot be loaded: ${message}`,
    evidence: where === undefined ? [] : [where.trim()],
    next: `mend ${shown}, or take it out of the folder`,
    cause,
  });
}

export const breaksRules = (
  file: string,
  [first, ...others]: [Breach, ...Breach[]],
): ScenarioError =>
  new ScenarioError({
    code: 'SCENARIO_BREAKS_RULE',
    what: `${shownPath(file)}: ${first.rule}`,
    evidence: others.map(({ rule }) => rule),
    next: first.mend.startsWith('move to ')
      ? first.mend.replace('move', `move ${shownPath(file)}`)
      : `write in ${shownPath(file)}: ${first.mend}`,
  });

/** What a file exports may be anything, and a rule may stumble over it. */
export const unreadable = (file: string, cause: unknown): ScenarioError =>
  new ScenarioError({
    code: 'SCENARIO_BREAKS_RULE',
    what: `${shownPath(file)} exports what cannot be read as a scenario: ${String(cause)}`,
    next: `write in ${shownPath(file)}: export default defineScenario({ … })`,
    cause,
  });

export const misplaced = (file: string): ScenarioError =>
  new ScenarioError({
    code: 'SCENARIO_MISPLACED',
    what: `${shownPath(file)} lies in no family: a scenario is <family>/<cause>.ts (or .js, .mjs, .mts) in its folder.`,
    next: `move ${shownPath(file)} into the folder of its family, or out of the folder of scenarios`,
  });

export const isTwice = (file: string, id: string, other: string): ScenarioError =>
  new ScenarioError({
    code: 'SCENARIO_TWICE',
    what: `${shownPath(file)} is a second ${id}, beside ${shownPath(other)}: an id stands for one scenario.`,
    next: `move ${shownPath(file)} to a family of another name`,
  });

export const noScenario = (folder: string): ScenarioError =>
  new ScenarioError({
    code: 'SCENARIO_NONE',
    what: `${folder} holds no scenario.`,
    next: `npx badconn new refused/x-my-cause --scenarios ${folder}`,
  });

/** The first of several errors, with what is wrong in the other files. */
export function noneUsable([first, ...others]: [ScenarioError, ...ScenarioError[]]): ScenarioError {
  if (others.length === 0) return first;
  return new ScenarioError({
    code: first.code,
    what: first.shortMessage,
    evidence: others.map(({ shortMessage }) => shortMessage),
    next: first.next,
    cause: first,
  });
}
