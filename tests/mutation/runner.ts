import { readFileSync } from 'node:fs';
import { inject, TestRunner, type RunnerTestCase } from 'vitest';

type Hits = Record<string, number>;

/** What instrumented code reads and counts. */
interface Switches {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  mutantCoverage?: { static: Hits; perTest: Record<string, Hits> };
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  /** Noticed by a test of this worker, in whatever file. */
  noticed?: Set<string>;
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Those that are tried. */
    mutants: readonly string[];
    /** One that is on from before the first import. */
    fresh: string | undefined;
  }
  interface TaskMeta {
    covered?: string[];
    noticed?: string[];
    /** Why nothing was tried with this test. */
    unfit?: string;
  }
}

const switches = ((globalThis as { __stryker__?: Switches }).__stryker__ ??= {});
switches.noticed ??= new Set();

const end = process.kill.bind(process);
/** A mutant may take any process for its own: only children of this one are ended. */
process.kill = (pid, signal) => {
  const status = readFileSync(`/proc/${Math.abs(pid)}/status`, 'utf8');
  if (!new RegExp(`^PPid:\\s${process.pid}$`, 'm').test(status))
    throw new Error(`process ${pid} is no child of a mutation run`);
  return end(pid, signal);
};

/** So many times the switches that a test passes without a mutant, and a loop is taken to be endless. */
const endless = 20;
/** A test of speed or of size is left out: it would be run hundreds of times. */
const mostPassed = 500_000;

/**
 * Runs each test once as it is, and sees which mutants it reaches; then once with each of these that no
 * other test noticed so far. Nothing is loaded again in between: that is what takes the time elsewhere.
 */
export default class MutatingRunner extends TestRunner {
  private readonly mutants = new Set(inject('mutants'));
  private readonly fresh = inject('fresh');

  override onCollectStart(...args: Parameters<TestRunner['onCollectStart']>): void {
    if (this.fresh !== undefined) {
      Object.assign(switches, { activeMutant: this.fresh, hitCount: 0, hitLimit: 1_000_000 });
    }
    super.onCollectStart(...args);
  }

  async runTask(test: RunnerTestCase): Promise<void> {
    const happens = TestRunner.getTestFn(test);
    if (this.fresh !== undefined) return happens();
    switches.currentTestId = test.id;
    const startedAt = performance.now();
    try {
      await happens();
    } finally {
      switches.currentTestId = undefined;
    }
    const patienceMs = 5000 + 10 * (performance.now() - startedAt);
    const hits = switches.mutantCoverage?.perTest[test.id] ?? {};
    const passed = Object.values(hits).reduce((sum, each) => sum + each, 0);
    const hitLimit = endless * (1000 + passed);
    test.meta.covered = Object.keys(hits).filter((id) => this.mutants.has(id));
    test.meta.noticed = [];
    const left = test.meta.covered.filter((id) => !switches.noticed?.has(id));
    if (left.length === 0) return;
    if (passed > mostPassed) {
      test.meta.unfit = `passes ${passed} switches, which takes too long`;
      return;
    }
    // Whether a second time is like the first must not be put down to a mutant.
    const again = await failure(happens, patienceMs);
    if (again !== undefined) test.meta.unfit = `fails when it is repeated: ${again}`;
    for (const id of test.meta.unfit === undefined ? left : []) {
      Object.assign(switches, { activeMutant: id, hitCount: 0, hitLimit });
      const why = await failure(happens, patienceMs);
      switches.activeMutant = undefined;
      if (why === undefined) continue;
      test.meta.noticed.push(id);
      switches.noticed?.add(id);
      const after = await failure(happens, patienceMs);
      if (after === undefined) continue;
      test.meta.unfit = `fails after mutant ${id}: ${after}`;
      return;
    }
  }
}

/** Why it fails, or does not end. */
async function failure(happens: () => unknown, patienceMs: number): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, patienceMs, 'it does not end');
  });
  try {
    return await Promise.race([Promise.resolve(happens()).then(() => undefined), late]);
  } catch (error) {
    return String(error).split('\n', 1)[0];
  } finally {
    clearTimeout(timer);
  }
}
