import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { createVitest, type Vitest } from 'vitest/node';
import { instrument, type Mutation } from './instrument.ts';
import type { MutatedFolder } from './rooms.ts';
import type { Mutant } from './score.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const withoutWaiting = fileURLToPath(new URL('no-waiting.ts', import.meta.url));

export interface TriedMutant {
  mutants: Mutant[];
  /** Tests that tell nothing of mutants, each with the reason. */
  unfit: string[];
}

/**
 * Tries every mutant of the files of a room against the tests of the room that reach it. What is decided
 * when a module is loaded cannot be switched afterwards: with `fresh`, each such mutant is tried
 * in a run of its own, as are those that nobody noticed; a second or two each.
 */
export async function mutate(
  name: string,
  { files, tests }: MutatedFolder,
  { fresh = false } = {},
): Promise<TriedMutant> {
  process.chdir(root);
  const { changes, sources } = await instrument(files);
  process.env['BADCONN_MUTATION_TESTS'] = tests.join('\n');
  const ids = changes.map(({ id }) => id);
  const vitest = await createVitest(
    'test',
    { config: 'tests/mutation/vitest.config.ts', watch: false, reporters: [{}] },
    {
      plugins: [
        {
          name: 'mutants',
          enforce: 'pre',
          load: (id) => sources[id.split('?', 1)[0] ?? id],
          transform: (code, id) => (id === withoutWaiting ? undefined : hastened(code)),
        },
      ],
    },
  );
  try {
    vitest.provide('mutants', ids);
    vitest.provide('fresh', undefined);
    await vitest.start();
    const { covered, noticed, unfit } = told(vitest);
    const fates = new Map<string, Mutant['fate']>();
    for (const id of ids)
      fates.set(id, noticed.has(id) ? 'noticed' : covered.has(id) ? 'survived' : 'not-covered');
    if (fresh) {
      vitest.config.bail = 1;
      for (const id of ids.filter((one) => !noticed.has(one))) {
        vitest.provide('fresh', id);
        vitest.state.filesMap.clear();
        await vitest.start();
        if (vitest.state.getFiles().some(({ result }) => result?.state === 'fail'))
          fates.set(id, 'noticed');
      }
    }
    return { mutants: changes.map((change) => mutantOf(name, change, fates)), unfit };
  } finally {
    await vitest.close();
  }
}

/** Waits for nothing, and draws little: each property is held against hundreds of mutants. */
const hastened = (code: string): string =>
  code
    .replaceAll(/(['"])node:timers\/promises\1/g, JSON.stringify(withoutWaiting))
    .replaceAll(/numRuns: \d+/g, 'numRuns: 15');

function mutantOf(room: string, { id, ...change }: Mutation, fates: Map<string, Mutant['fate']>) {
  return { room, ...change, fate: fates.get(id) ?? 'not-covered' };
}

function told(vitest: Vitest) {
  const covered = new Set<string>();
  const noticed = new Set<string>();
  const unfit = vitest.state.getUnhandledErrors().map((error) => inspect(error));
  for (const module of vitest.state.getTestModules()) {
    for (const error of module.errors()) unfit.push(`${module.relativeModuleId}: ${error.message}`);
    for (const test of module.children.allTests()) {
      const meta = test.meta();
      for (const id of meta.covered ?? []) covered.add(id);
      for (const id of meta.noticed ?? []) noticed.add(id);
      const { state, errors } = test.result();
      const why = state === 'failed' ? errors[0]?.message : meta.unfit;
      if (why !== undefined) unfit.push(`${module.relativeModuleId}, ${test.fullName}: ${why}`);
    }
  }
  return { covered, noticed, unfit };
}
