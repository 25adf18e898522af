import { readdir } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { basename, join, relative } from 'node:path';
import { ScenarioError, UsageError } from '../errors.ts';
import { breaches } from './rules.ts';
import type { Registered, Scenario } from './scenario.ts';
import { nearest } from '../nearest.ts';

export const scenarioFolder = fileURLToPath(new URL('../../scenarios', import.meta.url));

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true });
  return entries
    .filter((name) => /^[^/]+\/[^/]+\.(ts|js)$/.test(name) && !/\.(test|d)\.ts$/.test(name))
    .toSorted();
}

async function load(file: string, shown: string): Promise<{ default?: Scenario }> {
  try {
    return (await import(pathToFileURL(file).href)) as { default?: Scenario };
  } catch (cause) {
    throw new ScenarioError({
      code: 'SCENARIO_CANNOT_LOAD',
      what: `${shown} cannot be loaded: ${cause instanceof Error ? cause.message : String(cause)}`,
      next: `node ${relative('.', file)}`,
      cause,
    });
  }
}

const named = (name: string): Pick<Registered, 'id' | 'family'> => {
  const id = name.replace(/\.(ts|js)$/, '');
  return { id, family: id.split('/')[0] ?? '' };
};

/** Which scenarios a folder holds, without loading one. */
export const scenarioNames = async (folder = scenarioFolder): Promise<ReturnType<typeof named>[]> =>
  (await filesOf(folder)).map(named);

/**
 * Loads every scenario of a folder, and checks what types cannot see. Throws `ScenarioError`,
 * which names the file, the rule and the line that mends it.
 */
export async function loadScenarios(folder = scenarioFolder): Promise<Registered[]> {
  const files = await filesOf(folder);
  const loaded = await Promise.all(
    files.map(async (name): Promise<Registered> => {
      const file = join(folder, name);
      const module = await load(file, `${basename(folder)}/${name}`);
      if (!module.default) {
        throw new ScenarioError({
          code: 'SCENARIO_NO_DEFAULT',
          what: `${basename(folder)}/${name} exports no scenario.`,
          next: `write in ${name}: export default defineScenario({ … })`,
        });
      }
      return { ...named(name), file, scenario: module.default };
    }),
  );
  if (loaded.length === 0) {
    throw new ScenarioError({
      code: 'SCENARIO_NONE',
      what: `${folder} holds no scenario.`,
      next: 'npx badconn new <family>/<cause>',
    });
  }
  const found = breaches(loaded);
  const [first] = found;
  if (first) {
    throw new ScenarioError({
      code: 'SCENARIO_BREAKS_RULE',
      what: `${first.file}: ${first.rule}`,
      evidence: found.slice(1).map(({ file, rule }) => `${file}: ${rule}`),
      next: `write in ${first.file}: ${first.mend}`,
    });
  }
  return loaded;
}

/**
 * The scenarios of the given ids or families, all when none is given. Throws `UsageError` for an
 * unknown one, with the nearest names.
 */
export function select<Named extends Pick<Registered, 'id' | 'family'>>(
  all: readonly Named[],
  wanted: readonly string[],
): Named[] {
  if (wanted.length === 0) return [...all];
  for (const name of wanted) {
    if (all.some(({ id, family }) => id === name || family === name)) continue;
    const names = [...new Set(all.flatMap(({ id, family }) => [id, family]))];
    throw new UsageError({
      code: 'USAGE_UNKNOWN_SCENARIO',
      what: `There is no scenario ${name}.`,
      evidence: [`nearest: ${nearest(name, names, 3).join(', ')}`],
      next: 'npx badconn list',
    });
  }
  return all.filter(({ id, family }) => wanted.includes(id) || wanted.includes(family));
}
