import { stdout } from '../harness/output.ts';
import { connectDiagnoser } from '../harness/guest/connector.ts';
import { smoke, type SmokedQuestion } from '../harness/guest/smoke/smoke.ts';
import { interruptSignal } from './interrupt.ts';
import { wholeNumber } from './options.ts';
import { version } from '../harness/version.ts';
import type { SmokeFlags } from './smoke.ts';

/** Resolves to the exit code: 0 the contract is kept, 1 it is not, 130 interrupted. */
export async function smokeDiagnoser(given: string, options: SmokeFlags): Promise<number> {
  const deadlineMs = wholeNumber('smoke --deadline', options.deadline, [100, 600_000]);
  const startedAt = performance.now();
  const diagnoser = await connectDiagnoser(given, 'argument');
  const signal = interruptSignal();
  const answered = await smoke(diagnoser, deadlineMs, signal);
  if (signal.aborted) return 130;
  const exitCode = answered.every(({ findings }) => findings.length === 0) ? 0 : 1;
  const durationMs = Math.round(performance.now() - startedAt);
  const run = { version, diagnoser: diagnoser.name, exitCode, durationMs };
  if (options.json) stdout.json({ ...run, questions: answered });
  else stdout.text(smokeText(answered, given, durationMs));
  return exitCode;
}

function smokeText(answered: readonly SmokedQuestion[], given: string, durationMs: number): string {
  const wide = Math.max(...answered.map(({ name }) => name.length));
  const told = new Map<string, string>();
  const lines = answered.flatMap(({ name, about, findings, stderr, leftProcesses }) => {
    const details = [
      ...findings,
      ...stderr.map((line) => `stderr: ${line.slice(0, 200)}`),
      ...(leftProcesses === 0 ? [] : [`${leftProcesses} of its processes were left, and killed`]),
    ];
    const before = told.get(details.join());
    if (details.length > 0) told.set(details.join(), before ?? name);
    return [
      `${findings.length === 0 ? '✓' : '✗'} ${name.padEnd(wide)}  ${about}`,
      ...(before === undefined ? details : [`as in ${before}`]).map((line) => `    ${line}`),
    ];
  });
  const wrong = answered.filter(({ findings }) => findings.length > 0).length;
  const seconds = `${(durationMs / 1000).toFixed(1)} s`;
  const verdict =
    wrong === 0
      ? `The contract is kept: ${answered.length} questions, in ${seconds}.\n  Next: npx badconn run --diagnoser "${given}"`
      : `The contract is broken in ${wrong} of ${answered.length} questions, in ${seconds}.\n  Next: mend what is said above; docs/diagnosers.md is the contract`;
  return `${[...lines, '', verdict].join('\n')}\n`;
}
