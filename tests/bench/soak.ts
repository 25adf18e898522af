/**
 * Runs all scenarios with drawn seeds again and again, beside CPU burners where asked for, and prints JSON
 * at the end, which an interrupt (SIGINT) or `--minutes` brings forward. A wrong kind of verdict is a bug:
 * the event log of its run is kept, and its seed is told. Figures of several soaks can be added.
 *
 * npm run soak -- --verdicts 2500 --burners 2 --minutes 60 [--keep <folder>] [id…]
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, cpSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Event } from '../../harness/events.ts';
import { passing } from '../../vocabulary/index.ts';
import { eventsIn } from '../event-log.ts';

const bin = fileURLToPath(new URL('../../cli/badconn.js', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    verdicts: { type: 'string', default: '500' },
    burners: { type: 'string', default: '0' },
    minutes: { type: 'string', default: '600' },
    keep: { type: 'string' },
  },
});
const wanted = Number(values.verdicts);
const untilMs = performance.now() + Number(values.minutes) * 60_000;

const tally = {
  runs: 0,
  verdicts: 0,
  wrong: [] as string[],
  inconclusive: [] as string[],
  askedAgain: 0,
  exitCodes: {} as Record<string, number>,
};
const loads: number[] = [];
let current: ChildProcess | undefined;
let stopped = false;

/** One run of all; resolves to its exit code and its event log. */
async function runOnce(out: string): Promise<{ exitCode: number | null; events: Event[] }> {
  const argv = [bin, 'run', ...positionals, '--out', out];
  const stderr = openSync(join(out, 'stderr.txt'), 'w');
  current = spawn(process.execPath, argv, { stdio: ['ignore', 'ignore', stderr] });
  closeSync(stderr);
  const exitCode = await new Promise<number | null>((resolve) => current?.once('exit', resolve));
  return { exitCode, events: eventsIn(readFileSync(join(out, 'events.jsonl'), 'utf8')) };
}

function seedOf(events: readonly Event[]): string {
  const [first] = events;
  return first?.type === 'run-started' ? String(first.seed) : 'unknown';
}

/** Adds a run to the figures; returns whether it has anything to look into: any end but 0 has. */
function count({ exitCode, events }: { exitCode: number | null; events: Event[] }): boolean {
  const before = tally.wrong.length + tally.inconclusive.length;
  const seed = seedOf(events);
  tally.runs += 1;
  tally.exitCodes[String(exitCode)] = (tally.exitCodes[String(exitCode)] ?? 0) + 1;
  for (const event of events) {
    if (event.type === 'diagnosed') {
      tally.verdicts += 1;
      const { grade, why } = event.verdict;
      if (!passing.includes(grade))
        tally.wrong.push(`${event.case} at ${event.vantage}: ${grade}. ${why} (seed ${seed})`);
    }
    if (event.type === 'case-ended' && event.standing !== 'judged') {
      tally.inconclusive.push(
        `${event.case}: ${event.standing}, ${errorIn(events, event.case)} (seed ${seed})`,
      );
    }
  }
  return exitCode !== 0 || tally.wrong.length + tally.inconclusive.length > before;
}

function errorIn(events: readonly Event[], name: string): string {
  const failed = events.find(
    (event) => event.type === 'phase-ended' && event.case === name && !event.ok,
  );
  return failed?.type === 'phase-ended' ? (failed.error?.split('\n', 1)[0] ?? '') : 'no reason';
}

const burners = Array.from({ length: Number(values.burners) }, () =>
  spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }),
);
process.once('SIGINT', () => {
  stopped = true;
  current?.kill('SIGINT');
});
const startedAt = performance.now();
try {
  while (!stopped && tally.verdicts < wanted && performance.now() < untilMs) {
    const out = mkdtempSync(join(tmpdir(), 'badconn-soak-'));
    const isWorthIt = count(await runOnce(out));
    loads.push(loadavg()[0] ?? 0);
    if (isWorthIt && values.keep !== undefined)
      cpSync(out, join(values.keep, `run-${tally.runs}`), { recursive: true });
    rmSync(out, { recursive: true, force: true });
    process.stderr.write(
      `${tally.runs} runs, ${tally.verdicts} verdicts, ${tally.wrong.length} wrong\n`,
    );
  }
} finally {
  for (const burner of burners) burner.kill('SIGKILL');
}
const minutes = Math.round((performance.now() - startedAt) / 6000) / 10;
const load = { least: Math.min(...loads), most: Math.max(...loads) };
const machine = { cores: availableParallelism(), node: process.version, load };
process.stdout.write(
  `${JSON.stringify({ machine, burners: burners.length, minutes, ...tally }, null, 2)}\n`,
);
