import { defineConfig } from 'vitest/config';

const elsewhere = ['**/node_modules/**', 'dist/**', 'out/**'];

export default defineConfig({
  test: {
    // A judge that retries hides exactly the flaw that it is there to show.
    retry: 0,
    // As many as a file has lanes: what waits in a lab costs no CPU.
    maxConcurrency: 8,
    projects: [
      {
        test: {
          name: 'pure',
          include: ['**/*.test.ts'],
          exclude: [...elsewhere, 'tests/docker/**', '**/*.{docker,process}.test.ts'],
          // One registry of modules for all files: loading them anew costs more than the tests.
          isolate: false,
          testTimeout: 60_000,
          setupFiles: ['tests/warnings-fail.ts', 'tests/no-processes.ts'],
        },
      },
      {
        test: {
          name: 'process',
          include: ['**/*.process.test.ts'],
          exclude: elsewhere,
          // How long a process takes to start is the machine's affair.
          testTimeout: 60_000,
          setupFiles: ['tests/warnings-fail.ts'],
        },
      },
      {
        test: {
          name: 'docker',
          include: ['tests/docker/**/*.test.ts', '**/*.docker.test.ts'],
          exclude: elsewhere,
          // Lanes use all cores by themselves; files side by side would only wait for each other.
          fileParallelism: false,
          // A test waits for a lane as well, behind those that were there before.
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
