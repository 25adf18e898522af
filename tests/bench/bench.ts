/**
 * Times what a person waits for, as whole processes, and prints JSON. Runs are alternated with
 * nothing and repeated, because machines are noisy; quote the medians.
 */
import { spawn } from 'node:child_process';
import { cpus } from 'node:os';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readEventLog } from '../../harness/report/event-log.ts';
import type { Event } from '../../harness/events.ts';
import { memoryMiB } from './memory.ts';

const bin = fileURLToPath(new URL('../../cli/badconn.js', import.meta.url));
const times = Number(process.env['BENCH_TIMES'] ?? 3);

interface Measured {
  wallMs: number;
  exitCode: number | null;
  events: Event[];
  /** The most that was seen, looked at every 20 ms: badconn's own processes, without Docker's. */
  peakMiB: number;
}

async function badconn(argv: string[], interruptIn?: string): Promise<Measured> {
  const out = mkdtempSync(join(tmpdir(), 'badconn-bench-'));
  const log = (): Event[] => {
    try {
      return readEventLog(readFileSync(join(out, 'events.jsonl'), 'utf8'));
    } catch {
      return [];
    }
  };
  let from = performance.now();
  const child = spawn(process.execPath, [bin, 'run', ...argv, '--out', out], { stdio: 'ignore' });
  let peakMiB = 0;
  const memory = setInterval(() => {
    peakMiB = Math.max(peakMiB, memoryMiB(child.pid ?? 0));
  }, 20);
  const watch = setInterval(() => {
    const there = log().some(
      (event) => event.type === 'phase-started' && event.phase === interruptIn,
    );
    if (!there) return;
    clearInterval(watch);
    from = performance.now();
    child.kill('SIGINT');
  }, 20);
  if (interruptIn === undefined) clearInterval(watch);
  const exitCode = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  clearInterval(watch);
  clearInterval(memory);
  const events = log();
  rmSync(out, { recursive: true, force: true });
  return { wallMs: performance.now() - from, exitCode, events, peakMiB };
}

const spread = (values: number[]): { min: number; median: number; max: number } => {
  const sorted = values.map(Math.round).toSorted((one, other) => one - other);
  return { min: sorted[0] ?? 0, median: sorted[sorted.length >> 1] ?? 0, max: sorted.at(-1) ?? 0 };
};

function phaseTimes(events: Event[]): Record<string, { min: number; median: number; max: number }> {
  const found: Record<string, number[]> = {};
  for (const event of events) {
    if (event.type === 'phase-ended') (found[event.phase] ??= []).push(event.durationMs);
    if (event.type === 'diagnosed') {
      (found[`verdict at ${event.vantage}`] ??= []).push(event.conversation.durationMs);
    }
  }
  return Object.fromEntries(Object.entries(found).map(([name, all]) => [name, spread(all)]));
}

async function repeat(argv: string[], interruptIn?: string): Promise<object> {
  const runs: Measured[] = [];
  for (let turn = 0; turn < times; turn += 1) runs.push(await badconn(argv, interruptIn));
  return {
    wallMs: spread(runs.map(({ wallMs }) => wallMs)),
    peakMiB: spread(runs.map(({ peakMiB }) => peakMiB)),
    exitCodes: [...new Set(runs.map(({ exitCode }) => exitCode))],
    ...(interruptIn === undefined
      ? { phasesMs: phaseTimes(runs.flatMap(({ events }) => events)) }
      : {}),
  };
}

const report = {
  machine: { cores: cpus().length, cpu: cpus()[0]?.model ?? '', node: process.version },
  times,
  allScenarios: await repeat([]),
  oneRefused: await repeat(['refused/loopback-bind']),
  oneSilent: await repeat(['timeout/host-firewall-drop']),
  fromInterruptToClean: await repeat(['timeout/host-firewall-drop'], 'diagnose'),
};
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
