import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Stryker } from '@stryker-mutator/core';
import type { Room } from './rooms.ts';
import type { Mutant } from './score.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** On one line, so that it can be compared and printed. */
const flat = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

type Result = Awaited<ReturnType<Stryker['runMutationTest']>>[number];

const fates: Readonly<Partial<Record<Result['status'], Mutant['fate']>>> = {
  Killed: 'noticed',
  Timeout: 'noticed',
  Survived: 'survived',
  NoCoverage: 'not-covered',
};

/**
 * Mutates the files of a room with StrykerJS, and runs the tests of the room against each mutant that
 * they reach. `files` are glob patterns or ranges of lines (`a.ts:10-20`) below the checkout.
 */
export async function mutate(room: string, { files, tests }: Room): Promise<Mutant[]> {
  process.chdir(root);
  process.env['BADCONN_MUTATION_TESTS'] = tests.join(',');
  const stryker = new Stryker({
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'tests/mutation/vitest.config.ts', related: false },
    mutate: [...files],
    coverageAnalysis: 'perTest',
    concurrency: 2,
    // The API that it would rewrite the file with is not in TypeScript 7.
    tsconfigFile: 'none',
    ignorePatterns: ['dist', 'out'],
    tempDirName: 'out/mutation',
    reporters: [],
    logLevel: 'error',
    timeoutMS: 10_000,
  } as ConstructorParameters<typeof Stryker>[0]);
  const results = await stryker.runMutationTest();
  return results.map((result) => mutantOf(room, result));
}

function mutantOf(room: string, result: Result): Mutant {
  const { fileName, location, mutatorName, replacement, status } = result;
  const lines = readFileSync(fileName, 'utf8').split('\n');
  const { start, end } = location;
  const cut = lines.slice(start.line - 1, end.line);
  cut[cut.length - 1] = cut.at(-1)?.slice(0, end.column - 1) ?? '';
  cut[0] = cut[0]?.slice(start.column - 1) ?? '';
  return {
    ...{ room, file: relative(root, fileName), line: start.line, mutator: mutatorName },
    original: flat(cut.join('\n')),
    replacement: flat(replacement ?? ''),
    fate: fates[status] ?? 'invalid',
  };
}
