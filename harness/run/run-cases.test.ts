import { expect, test } from 'vitest';
import { conversationOf } from '../judge/sample-trial.ts';
import type { Expectation, Grade, Vantage } from '../../vocabulary/index.ts';
import { noArtefacts } from './artefacts.ts';
import type { NewEvent, Standing } from '../events.ts';
import { runCases, type Ending, type RunSettings } from './run-cases.ts';
import { thisMachine } from './where.ts';

const name = 'refused/wrong-port';
const vantages: Vantage[] = ['client'];
const started = { seed: '1', vantages, jobs: 2, scenarios: [name] };

interface Run {
  standing?: Standing;
  grade?: Grade;
  ending?: Partial<Ending>;
  settings?: Partial<RunSettings>;
}

const verdictOf = (grade: Grade) => ({ grade, why: '', breaches: [], candidates: [] });

/** A run of one case that ends like this. */
async function runWith({ standing = 'judged', grade = 'exact', ending, settings }: Run) {
  const events: NewEvent[] = [];
  const all: RunSettings = {
    ...{ scenarios: [], vantages, deadlineMs: 1000, artefacts: noArtefacts, version: '9' },
    ...{ diagnoser: { kind: 'module', name: 'module:x', file: 'x' } },
    log: (event) => void events.push(event),
    ...settings,
  };
  const conversation = conversationOf('');
  const exitCode = await runCases(all, {
    ...{ cases: 1, started },
    async each(log) {
      const [vantage = 'client'] = vantages;
      log({ type: 'diagnosed', case: name, vantage, verdict: verdictOf(grade), conversation });
      log({ type: 'case-ended', case: name, standing, durationMs: 1 });
      return { ran: [name], ...ending };
    },
  });
  return { exitCode, events, last: events.at(-1) };
}

const durationMs = expect.any(Number) as number;

test('begins with what is run, tells all that happens, and ends with the exit code', async () => {
  const { exitCode, events } = await runWith({});
  expect(exitCode).toBe(0);
  expect(events).toEqual([
    {
      ...{ type: 'run-started', version: '9', diagnoser: 'module:x', machine: thisMachine() },
      ...{ ...started, cases: 1 },
    },
    expect.objectContaining({ type: 'diagnosed', case: name }),
    { type: 'case-ended', case: name, standing: 'judged', durationMs: 1 },
    { type: 'run-ended', durationMs, exitCode: 0 },
  ]);
  const { durationMs: tookMs } = events.at(-1) as { durationMs: number };
  expect(tookMs).toBeGreaterThanOrEqual(0);
  expect(tookMs).toBeLessThan(60_000);
});

const aborted = AbortSignal.abort();

test.each<[string, Run, number, string | undefined]>([
  ['all passed', { settings: { signal: new AbortController().signal } }, 0, undefined],
  ['with a word on what was left out', { ending: { why: 'no IPv6' } }, 0, 'no IPv6'],
  ['a verdict fell short', { grade: 'wrong' }, 1, undefined],
  ['a case was inconclusive', { standing: 'inconclusive' }, 4, undefined],
  [
    'a scenario is wrong, whatever the verdict',
    { standing: 'invalid-scenario', grade: 'wrong' },
    4,
    undefined,
  ],
  ['it ended early', { ending: { failed: true, why: 'no engine' } }, 4, 'no engine'],
  [
    'it was interrupted, whatever came before',
    { standing: 'inconclusive', settings: { signal: aborted }, ending: { failed: true, why: 'x' } },
    130,
    'interrupted',
  ],
])('the exit code where %s', async (_, how, code, why) => {
  const { exitCode, last } = await runWith(how);
  expect(exitCode).toBe(code);
  const said = why === undefined ? {} : { why };
  expect(last).toEqual({ type: 'run-ended', durationMs, exitCode: code, ...said });
});

test('an expected shortcoming passes, is marked and is told at the end', async () => {
  const reason = 'It does not know it yet.';
  const expectation: Expectation = { case: name, vantage: 'client', grade: 'wrong', reason };
  const expectations = [expectation];
  const { exitCode, events, last } = await runWith({ grade: 'wrong', settings: { expectations } });
  expect(exitCode).toBe(0);
  expect(events[1]).toHaveProperty('expected', reason);
  const met = [`${name} at client: wrong, as expected: ${reason}`];
  expect(last).toEqual({
    type: 'run-ended',
    durationMs,
    exitCode: 0,
    expected: { met, broken: [] },
  });
  // No verdict is missed of a case that was not run.
  const other = [{ ...expectation, case: 'refused/loopback-bind' }];
  expect((await runWith({ settings: { expectations: other } })).exitCode).toBe(0);
});
