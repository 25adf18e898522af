import { findScenarios } from '../../harness/case/registry.ts';
import { engineNames } from '../../harness/engine/open.ts';
import { tracks } from '../../harness/lesson/tracks.ts';
import { vantages } from '../../vocabulary/index.ts';
import { allCauses } from '../../harness/causes/all-causes.ts';
import type { ArgumentWords } from './command-tree.ts';

/** Completions for arguments and options that name scenarios, causes and the like. */
export async function wordsForArguments(): Promise<ArgumentWords> {
  const { scenarios } = await findScenarios();
  const ids = scenarios.map(({ id }) => id);
  const families = new Set(scenarios.map(({ family }) => family));
  const tracked = tracks.map(({ name }) => name);
  return {
    id: [...families, ...ids],
    shell: ['bash', 'zsh', 'fish'],
    track: tracked,
    'causes name': (await allCauses()).map(({ cause }) => cause),
    '--track': tracked,
    '--engine': engineNames,
    '--vantage': vantages,
  };
}
