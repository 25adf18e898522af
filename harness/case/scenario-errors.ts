import { ScenarioError } from '../errors.ts';
import type { Breach } from './rules.ts';
import { shownPath } from './scenario-files.ts';

/** Errors of scenario files. Each names the file and one step that fixes it. */

export const noDefault = (file: string): ScenarioError =>
  new ScenarioError({
    code: 'SCENARIO_NO_DEFAULT',
    what: `${shownPath(file)} does not export a scenario.`,
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
    next: `fix ${shown}, or remove it from the folder`,
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

/** Error for an exported value of any kind on which a rule itself failed. */
export const unreadable = (file: string, cause: unknown): ScenarioError =>
  new ScenarioError({
    code: 'SCENARIO_BREAKS_RULE',
    what: `${shownPath(file)} has a default export that cannot be read as a scenario: ${String(cause)}`,
    next: `write in ${shownPath(file)}: export default defineScenario({ … })`,
    cause,
  });

export const misplaced = (file: string): ScenarioError =>
  new ScenarioError({
    code: 'SCENARIO_MISPLACED',
    what: `${shownPath(file)} is not in the folder of a family: the path of a scenario is <family>/<cause>.ts (or .js, .mjs, .mts).`,
    next: `move ${shownPath(file)} into the folder of its family, or out of the folder of scenarios`,
  });

export const isTwice = (file: string, id: string, other: string): ScenarioError =>
  new ScenarioError({
    code: 'SCENARIO_TWICE',
    what: `${shownPath(file)} and ${shownPath(other)} both have the id ${id}; an id must be unique.`,
    next: `move ${shownPath(file)} to a family of another name`,
  });

export const noScenario = (folder: string): ScenarioError =>
  new ScenarioError({
    code: 'SCENARIO_NONE',
    what: `${folder} holds no scenario.`,
    next: `npx badconn new refused/x-my-cause --scenarios ${folder}`,
  });

/** The first of several errors, extended by those of the other files. */
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
