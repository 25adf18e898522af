/** What is mutated, and the tests that must notice, as glob patterns below the checkout. */
export interface MutatedFolder {
  files: readonly string[];
  tests: readonly string[];
}

const own = (folder: string): MutatedFolder => ({
  files: [`${folder}/**/*.ts`, '!**/*.test.ts', '!**/sample-*.ts'],
  tests: [`${folder}/**/*.test.ts`],
});

/**
 * What ends processes or writes where it is told to is never mutated: which ones, and where, would be left
 * to the mutant. One of them ends every process of the user.
 */
const dangerous = ['asked-processes', 'local-program', 'local-janitor', 'archive'];

/**
 * The rooms on which every verdict rests. What only runs in Docker or for minutes is not among the
 * tests: a mutant must be noticed at the cheapest level.
 */
export const rooms: Readonly<Record<string, MutatedFolder>> = {
  judge: own('harness/judge'),
  run: {
    files: [
      ...['harness/run', 'harness/guest'].flatMap((room) => own(room).files),
      ...dangerous.map((name) => `!harness/guest/${name}.ts`),
    ],
    tests: [
      'harness/{run,guest}/**/!(local-janitor*).test.ts',
      ...['fake-engine', 'observe', 'phases', 'wrong-scenarios', 'case-artefacts', 'replay'].map(
        (name) => `tests/${name}.test.ts`,
      ),
    ],
  },
  witness: own('harness/witness'),
  observe: {
    ...own('diagnoser/observe'),
    tests: ['diagnoser/{observe,conclude,scrub}/**/*.test.ts', 'docs/conclusions.test.ts'],
  },
  conclude: {
    ...own('diagnoser/conclude'),
    tests: ['diagnoser/conclude/**/*.test.ts', 'tests/replay.test.ts', 'docs/conclusions.test.ts'],
  },
};

/** Of this folder: a mutant that its test notices, one that it does not, and an equivalent one. */
export const sampleRoom: MutatedFolder = {
  files: ['tests/mutation/sample/clamp.ts'],
  tests: ['tests/mutation/sample/clamp.test.ts'],
};
