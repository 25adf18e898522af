import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../errors.ts';

export const scenarioFolder = fileURLToPath(new URL('../../scenarios', import.meta.url));

/** A file in a scenario folder: `<family>/<cause>.ts`. */
export interface ScenarioFile {
  /** Path below the folder, without extension: `refused/loopback-bind`. */
  id: string;
  family: string;
  file: string;
  /** It does not come with badconn. */
  isOutside: boolean;
}

export interface ScenarioFiles {
  files: ScenarioFile[];
  /** Program files elsewhere in the folder: reported, so that no scenario is silently ignored. */
  misplaced: Pick<ScenarioFile, 'file' | 'isOutside'>[];
}

const program = /\.[cm]?[jt]sx?$/;
const beside = /\.(test|spec|d)\.[cm]?[jt]sx?$/;
const inFamily = /^([^/]+)\/[^/]+(?=\.m?[jt]s$)/;

async function pathsBelow(folder: string, path = ''): Promise<string[]> {
  const entries = await readdir(join(folder, path), { withFileTypes: true });
  const below = entries
    .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
    .map(async (entry) => {
      const inner = path === '' ? entry.name : `${path}/${entry.name}`;
      return entry.isDirectory() ? pathsBelow(folder, inner) : [inner];
    });
  return (await Promise.all(below)).flat();
}

/** Finds the scenario files of a folder, sorted by id. Loads none. */
export async function filesOf(folder: string): Promise<ScenarioFiles> {
  const paths = (await pathsBelow(folder)).toSorted();
  const programs = paths.filter((path) => program.test(path) && !beside.test(path));
  const isOutside = folder !== scenarioFolder;
  const files = programs.flatMap((path): ScenarioFile[] => {
    const [id, family] = inFamily.exec(path) ?? [];
    return id && family ? [{ id, family, file: join(folder, path), isOutside }] : [];
  });
  const misplaced = programs.filter((path) => !inFamily.test(path));
  return { files, misplaced: misplaced.map((path) => ({ file: join(folder, path), isOutside })) };
}

/**
 * The scenario files of badconn and those of a folder outside.
 *
 * @throws UsageError `USAGE_SCENARIOS` for a folder that cannot be read.
 */
export async function scenarioFiles(outside?: string): Promise<ScenarioFiles> {
  const own = await filesOf(scenarioFolder);
  if (outside === undefined) return own;
  const found = await filesOf(outside).catch((cause: unknown) => {
    throw new UsageError({
      code: 'USAGE_SCENARIOS',
      what: `--scenarios is ${outside}, which cannot be read as a folder: ${String(cause)}`,
      next: `npx badconn new refused/x-my-cause --scenarios ${outside}`,
      cause,
    });
  });
  return {
    files: [...own.files, ...found.files],
    misplaced: [...own.misplaced, ...found.misplaced],
  };
}

/** The path for people: relative to badconn for its own files, to the working directory for others. */
export const shownPath = (file: string): string =>
  file.startsWith(`${scenarioFolder}/`)
    ? `scenarios/${relative(scenarioFolder, file)}`
    : relative('.', file);
