import { pathToFileURL } from 'node:url';
import { openDoors } from '../doors.ts';
import { ScenarioError } from '../errors.ts';
import { casesOf } from './case.ts';
import { breaches } from './rules.ts';
import {
  breaksRules,
  cannotLoad,
  isTwice,
  misplaced,
  noDefault,
  noneUsable,
  noScenario,
  unreadable,
} from './scenario-errors.ts';
import {
  filesOf,
  scenarioFiles,
  scenarioFolder,
  type ScenarioFile,
  type ScenarioFiles,
} from './scenario-files.ts';
import type { Registered, Scenario } from './scenario.ts';
import { select } from './select.ts';

/** A file that is not a valid scenario, with its error. */
export interface Unusable extends ScenarioFile {
  error: ScenarioError;
}

/** Valid and invalid scenario files: one broken file blocks no other. */
export interface FoundScenarios {
  scenarios: Registered[];
  unusable: Unusable[];
}

async function load(one: ScenarioFile, files: readonly ScenarioFile[]): Promise<Registered> {
  const { id, family, file, isOutside } = one;
  const first = files.find((other) => other.id === id);
  if (first && first !== one) throw isTwice(file, id, first.file);
  const scenario = await exportOf(file);
  const [breach, ...others] = breaches(
    { id, family, file, scenario },
    files.map((other) => other.id),
  );
  if (breach) throw breaksRules(file, [breach, ...others]);
  casesOf({ id, scenario });
  return { id, family, file, isOutside, scenario };
}

async function exportOf(file: string): Promise<Scenario> {
  const module = await (import(pathToFileURL(file).href) as Promise<{ default?: Scenario }>).catch(
    (cause: unknown) => {
      throw cannotLoad(file, cause);
    },
  );
  if (typeof module.default !== 'object') throw noDefault(file);
  return module.default;
}

/** Loads files and applies the checks that types cannot express. */
async function loadAll(
  { files, misplaced: strays }: ScenarioFiles,
  wanted: readonly ScenarioFile[] = files,
): Promise<FoundScenarios> {
  if (files.some(({ isOutside }) => isOutside)) openDoors();
  const loaded = await Promise.all(
    wanted.map((file) =>
      load(file, files).catch((error: unknown): Unusable => {
        return {
          ...file,
          error: error instanceof ScenarioError ? error : unreadable(file.file, error),
        };
      }),
    ),
  );
  return {
    scenarios: loaded.filter((found) => 'scenario' in found),
    unusable: [
      ...loaded.filter((found) => 'error' in found),
      ...strays.map((stray) => ({ ...stray, id: '', family: '', error: misplaced(stray.file) })),
    ],
  };
}

/**
 * Finds the scenarios of badconn and of a folder outside, filtered by ids or families if given.
 *
 * @throws UsageError for a folder that cannot be read, ScenarioError for a folder without a scenario.
 */
export async function findScenarios(
  outside?: string,
  wanted: readonly string[] = [],
): Promise<FoundScenarios> {
  const { files, misplaced: strays } = await scenarioFiles(outside);
  const isEmpty = ![...files, ...strays].some(({ isOutside }) => isOutside);
  if (outside !== undefined && isEmpty) throw noScenario(outside);
  const isOne = ({ id, family }: ScenarioFile): boolean =>
    wanted.length === 0 || wanted.includes(id) || wanted.includes(family);
  return loadAll({ files, misplaced: strays }, files.filter(isOne));
}

/** Loads every scenario of a folder. Throws the `ScenarioError` of the first invalid file. */
export async function loadScenarios(folder = scenarioFolder): Promise<Registered[]> {
  const { scenarios, unusable } = await loadAll(await filesOf(folder));
  const [first] = unusable;
  if (first) throw first.error;
  if (scenarios.length > 0) return scenarios;
  throw noScenario(folder);
}

/**
 * Selects from found scenarios by ids or families, as `select` does. Throws the error of the first file if none of
 * the selected is valid.
 */
export function selectFound(
  { scenarios, unusable }: FoundScenarios,
  wanted: readonly string[],
): FoundScenarios {
  const chosen = select<Registered | Unusable>([...scenarios, ...unusable], wanted);
  const usable = chosen.filter((found) => 'scenario' in found);
  const broken = chosen.filter((found) => 'error' in found);
  const [first, ...others] = broken.map(({ error }) => error);
  if (usable.length === 0 && first) throw noneUsable([first, ...others]);
  return { scenarios: usable, unusable: broken };
}
