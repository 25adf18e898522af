import { defineConfig } from 'vitest/config';

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
          exclude: [
            '**/node_modules/**',
            'dist/**',
            'out/**',
            'tests/docker/**',
            '**/*.docker.test.ts',
          ],
          // Commands are started as processes here; how long that takes is the machine's affair.
          testTimeout: 60_000,
          setupFiles: ['tests/warnings-fail.ts'],
        },
      },
      {
        test: {
          name: 'docker',
          include: ['tests/docker/**/*.test.ts', '**/*.docker.test.ts'],
          exclude: ['**/node_modules/**', 'dist/**', 'out/**'],
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
