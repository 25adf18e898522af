import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const cores = availableParallelism();
const elsewhere = ['**/node_modules/**', 'dist/**', 'out/**'];

/** Files beside which no other may run, each with the reason. */
const alone = [
  // It is proved that labs do not tell by their timing, which others would blur.
  'tests/docker/cheats-in-lab.test.ts',
  // It leaves a measured part of a CPU to one process.
  'tests/docker/starved.test.ts',
  // It compares CPU, which a lab takes more of while others compete for caches.
  'tests/docker/cost.test.ts',
  // Its diagnosers eat CPU and memory, and are given so long to have begun.
  'tests/docker/hostile.test.ts',
  // Any run that starts removes what crashed runs left, which here others must have done.
  'tests/docker/lifetimes.test.ts',
  'tests/docker/local-engine.test.ts',
];

/** Files that keep all lanes busy, the longest first: what takes one lane at a time runs beside them, and not after. */
const longest = ['scenarios', 'changes', 'leak-audit', 'waits', 'isolation'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = longest.findIndex((name) => moduleId.endsWith(`/tests/docker/${name}.test.ts`));
      return at < 0 ? longest.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

/** In one process for all files, by Node's own loader: registries and transforms of their own cost more than the tests. */
const inOneProcess = {
  isolate: false,
  experimental: { viteModuleRunner: false, nodeLoader: false },
  // By itself vitest leaves one core to its main process, which has little to do.
  maxWorkers: cores,
  testTimeout: 60_000,
};

const onTheEngine = {
  globalSetup: 'tests/docker/slots.ts',
  // A test waits for a lane as well, behind those that were there before.
  testTimeout: 600_000,
  hookTimeout: 300_000,
};

export default defineConfig({
  test: {
    // A judge that retries hides exactly the flaw that it is there to show.
    retry: 0,
    sequence: { sequencer: LongestFirst },
    // As many as a file has lanes: what waits in a lab costs no CPU.
    maxConcurrency: 8,
    projects: [
      {
        test: {
          name: 'pure',
          include: ['**/*.test.ts'],
          exclude: [...elsewhere, 'tests/docker/**', '**/*.{docker,loopback,process}.test.ts'],
          ...inOneProcess,
          setupFiles: ['tests/warnings-fail.ts', 'tests/no-processes.ts', 'tests/no-servers.ts'],
        },
      },
      {
        test: {
          name: 'loopback',
          include: ['**/*.loopback.test.ts'],
          exclude: elsewhere,
          ...inOneProcess,
          setupFiles: ['tests/warnings-fail.ts', 'tests/no-processes.ts'],
        },
      },
      {
        test: {
          name: 'process',
          include: ['**/*.process.test.ts'],
          exclude: elsewhere,
          maxWorkers: cores,
          // How long a process takes to start is the machine's affair.
          testTimeout: 60_000,
          setupFiles: ['tests/warnings-fail.ts'],
        },
      },
      {
        test: {
          name: 'docker',
          include: ['tests/docker/**/*.test.ts', '**/*.docker.test.ts'],
          exclude: [...elsewhere, ...alone],
          ...onTheEngine,
          // Labs wait as long as they compute. How many work at a time, tests/docker/slots.ts decides.
          maxWorkers: 2 * cores,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'alone',
          include: alone,
          ...onTheEngine,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
