import { defineConfig } from 'vitest/config';

/** The tests of one room, against its mutants. `stryker.ts` says which. */
export default defineConfig({
  test: {
    retry: 0,
    include: (process.env['BADCONN_MUTATION_TESTS'] ?? '').split(','),
    testTimeout: 60_000,
    setupFiles: ['tests/warnings-fail.ts', 'tests/mutation/fixed-seed.ts'],
  },
});
