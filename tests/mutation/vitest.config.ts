import { defineConfig } from 'vitest/config';

/** The tests of one room, against its mutants. `mutate-room.ts` says which. */
export default defineConfig({
  test: {
    retry: 0,
    // A repeated test has no snapshot of its own, and gets none.
    update: 'none',
    include: (process.env['BADCONN_MUTATION_TESTS'] ?? '').split('\n'),
    // One test is run with many mutants.
    testTimeout: 3_600_000,
    runner: 'tests/mutation/runner.ts',
    // The mutants in a file change from run to run, and the file does not.
    fsModuleCache: false,
    isolate: false,
    maxWorkers: 2,
    setupFiles: ['tests/mutation/fixed-seed.ts'],
  },
});
