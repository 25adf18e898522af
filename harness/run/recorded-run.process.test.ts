import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { conversationOf, goodAnswer } from '../judge/sample-trial.ts';
import { judge } from '../judge/judge.ts';
import { casesOf } from '../case/case.ts';
import { loadScenarios } from '../case/registry.ts';
import type { Registered } from '../case/scenario.ts';
import { vantages } from '../../vocabulary/index.ts';
import { noArtefacts } from './artefacts.ts';
import { caseStarted } from './case-started.ts';
import type { Event, NewEvent, Standing } from '../events.ts';
import { shippedRun } from './shipped-run.ts';
import { runRecorded, type RecordedRunOptions } from './recorded-run.ts';
import { sampleSeed } from '../topology/sample-seed.ts';
import { placementOf, truthOf } from './truth.ts';
import { thisMachine } from './where.ts';

let folder = '';
let scenarios: Registered[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'badconn-recorded-'));
  scenarios = await loadScenarios();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A run with these cases, as its event log would hold it. */
async function recordedRun(standings: Record<string, Standing>): Promise<Event[]> {
  const events: NewEvent[] = [];
  for (const [name, standing] of Object.entries(standings)) {
    const one = scenarios.flatMap(casesOf).find((each) => each.label === name)!;
    const placement = placementOf(one, sampleSeed);
    const truth = truthOf(one, placement);
    events.push(caseStarted(one, [truth], placement));
    for (const vantage of vantages) {
      const conversation = conversationOf(JSON.stringify(goodAnswer));
      const request = { ...conversation.request, vantage, id: `${name} ${vantage}` };
      const trial = { truth, vantage, conversation };
      const verdict = await judge(trial);
      events.push({
        type: 'diagnosed',
        case: name,
        vantage,
        verdict,
        conversation: { ...conversation, request },
      });
    }
    events.push({ type: 'case-ended', case: name, standing, durationMs: 1 });
  }
  return events.map((event) => ({ atMs: 1, ...event }) as Event);
}

async function judged(
  source: string,
  recorded: Event[],
  chosen = scenarios,
  change: Partial<RecordedRunOptions> = {},
) {
  const file = join(folder, `${Math.random()}.ts`);
  await writeFile(file, source);
  const events: NewEvent[] = [];
  const code = await runRecorded(recorded, {
    scenarios: chosen,
    diagnoser: { kind: 'module', name: 'module:mine', file },
    recorded: 'out',
    vantages,
    deadlineMs: 30_000,
    artefacts: noArtefacts,
    version: '0',
    log: (event) => void events.push(event),
    ...change,
  });
  const grades = events.flatMap((event) =>
    event.type === 'diagnosed' ? `${event.case} ${event.vantage} ${event.verdict.grade}` : [],
  );
  return { code, grades, events };
}

/** Says that a loopback bind is the cause, whatever it is asked. */
const always = `export const diagnose = ({ id }) => ({ ...${JSON.stringify(goodAnswer)}, id });`;

test('every judged case is asked again at its vantages, and judged by its own truth', async () => {
  const recorded = await recordedRun({
    'refused/loopback-bind': 'judged',
    'healthy/plain': 'judged',
    'refused/wrong-port': 'inconclusive',
  });
  const { code, grades, events } = await judged(always, recorded);
  expect(grades).toEqual([
    'refused/loopback-bind client exact',
    'refused/loopback-bind client+server exact',
    'healthy/plain client dangerous',
    'healthy/plain client+server dangerous',
  ]);
  expect(code).toBe(1);
  expect(events[0]).toMatchObject({
    type: 'run-started',
    cases: 2,
    diagnoser: 'module:mine',
    recorded: 'out',
  });
  expect(events.at(-1)).toMatchObject({ type: 'run-ended', exitCode: 1 });
});

test('each layer is asked again, and judged by its own truth', async () => {
  const id = 'refused/firewall-reject-over-loopback-bind';
  const kept: string[] = [];
  const artefacts = {
    ...noArtefacts,
    conversation: async (key: string, vantage: string) => void kept.push(`${key} ${vantage}`),
  };
  const chosen = scenarios.filter((one) => one.id === id);
  const { events } = await judged(always, shippedRun(chosen.flatMap(casesOf)), chosen, {
    artefacts,
  });
  const grades = events.flatMap((event) =>
    event.type === 'diagnosed' ? [[event.layer, event.vantage, event.verdict.grade]] : [],
  );
  expect(grades).toEqual([
    [undefined, 'client', 'wrong'],
    [undefined, 'client+server', 'wrong'],
    [2, 'client', 'exact'],
    [2, 'client+server', 'exact'],
  ]);
  expect(events[0]).toMatchObject({ cases: 2 });
  expect(kept).toEqual([
    ...[`${id} client`, `${id} client+server`],
    ...[`${id}.layer-2 client`, `${id}.layer-2 client+server`],
  ]);
});

test('only what is asked for', async () => {
  const recorded = await recordedRun({
    'refused/loopback-bind': 'judged',
    'healthy/plain': 'judged',
  });
  const chosen = scenarios.filter(({ family }) => family === 'refused');
  const { code, grades } = await judged(always, recorded, chosen);
  expect(grades).toHaveLength(2);
  expect(code).toBe(0);
});

test('what is logged is the truth and the sight of then, and the verdict of now', async () => {
  const [, ...recorded] = await recordedRun({ 'healthy/plain': 'judged' });
  const name = 'healthy/plain';
  const [started] = await recordedRun({ 'healthy/plain': 'judged' });
  const ended = { type: 'phase-ended', case: name, ok: true, durationMs: 7 } as const;
  const observed: Event = { atMs: 1, ...ended, phase: 'observe' };
  const begun: Event = {
    ...{ version: '0', seed: 'of then', diagnoser: 'x', cases: 1 },
    ...{ vantages: [...vantages], jobs: 4, scenarios: [name] },
    ...{ atMs: 0, type: 'run-started' as const },
  };
  const kept: unknown[] = [];
  const artefacts = {
    ...noArtefacts,
    conversation: async (...all: unknown[]) => void kept.push(all),
  };
  const { events } = await judged(
    always,
    [
      begun,
      started!,
      { atMs: 1, ...ended, phase: 'baseline' },
      observed,
      { atMs: 1, type: 'rebuilt', what: 'lab', case: name, why: 'spoilt' },
      ...recorded,
    ],
    scenarios,
    { vantages: ['client'], deadlineMs: 20_000, artefacts },
  );
  const durationMs = expect.any(Number) as number;
  const verdict = expect.objectContaining({ grade: 'dangerous' }) as unknown;
  const conversation = expect.objectContaining({
    request: expect.objectContaining({ id: `${name} client`, deadlineMs: 20_000 }) as unknown,
  }) as unknown;
  expect(events).toEqual([
    {
      ...{ type: 'run-started', version: '0', diagnoser: 'module:mine', recorded: 'out' },
      machine: thisMachine(),
      ...{ seed: 'of then', vantages: ['client'], jobs: 1, scenarios: [name], cases: 1 },
    },
    started,
    observed,
    { type: 'phase-started', case: name, phase: 'diagnose' },
    { type: 'diagnosed', case: name, vantage: 'client', verdict, conversation },
    { type: 'phase-ended', case: name, phase: 'diagnose', ok: true, durationMs },
    { type: 'case-ended', case: name, standing: 'judged', durationMs },
    { type: 'run-ended', durationMs, exitCode: 1 },
  ]);
  for (const event of events.slice(-3) as { durationMs: number }[]) {
    expect(event.durationMs).toBeGreaterThanOrEqual(0);
    expect(event.durationMs).toBeLessThan(60_000);
  }
  const said = (events[4] as { conversation: unknown }).conversation;
  expect(kept).toEqual([['healthy/plain', 'client', said]]);
});

test('only vantages that were asked then are asked now', async () => {
  const recorded = (await recordedRun({ 'refused/loopback-bind': 'judged' })).filter(
    (event) => event.type !== 'diagnosed' || event.vantage === 'client+server',
  );
  const { events, grades } = await judged(always, recorded);
  expect(events[0]).toMatchObject({ seed: '', vantages: ['client+server'] });
  expect(grades).toEqual(['refused/loopback-bind client+server exact']);
  const none = await judged(always, recorded, scenarios, { vantages: ['client'] });
  expect(none.events[0]).toMatchObject({ cases: 0, vantages: [] });
  expect(none.code).toBe(0);
});

test('a case without its beginning is no evidence', async () => {
  const [, ...rest] = await recordedRun({ 'refused/loopback-bind': 'judged' });
  expect((await judged(always, rest)).events[0]).toMatchObject({ cases: 0 });
});

test('asks as often as it is told to', async () => {
  const recorded = await recordedRun({ 'refused/loopback-bind': 'judged' });
  const { events } = await judged(always, recorded, scenarios, { repeat: 2, vantages: ['client'] });
  const asked = events.find((event) => event.type === 'diagnosed');
  expect(asked?.turns).toHaveLength(2);
});

test('an interruption ends it behind the case that runs', async () => {
  const recorded = await recordedRun({
    'refused/loopback-bind': 'judged',
    'healthy/plain': 'judged',
  });
  const interruption = new AbortController();
  const { events, code } = await judged(always, recorded, scenarios, {
    signal: interruption.signal,
    artefacts: { ...noArtefacts, conversation: async () => interruption.abort() },
  });
  expect(events.filter(({ type }) => type === 'case-started')).toHaveLength(1);
  expect(code).toBe(130);
  expect(events.at(-1)).toMatchObject({ type: 'run-ended', exitCode: 130, why: 'interrupted' });
});

test('a module that would contact a recorded host is stopped first, and no other case is asked', async () => {
  const text = JSON.stringify(
    await recordedRun({ 'refused/loopback-bind': 'judged', 'healthy/plain': 'judged' }),
  );
  // Of 0.0.0.0/8, which the kernel does not send to (RFC 1122, 3.2.1.3), should it not be stopped.
  const url = 'tcp://0.0.0.7:9';
  const recorded = JSON.parse(text, (key, value) =>
    key === 'target' ? { url } : value,
  ) as Event[];
  const probing = `import { connect } from 'node:net';
    export const diagnose = ({ target: { url } }) => new Promise((resolve) => {
      const { hostname, port } = new URL(url);
      connect(port, hostname).on('error', resolve);
    });`;
  const { events, grades, code } = await judged(probing, recorded);
  expect([code, grades]).toEqual([2, []]);
  expect(events.filter(({ type }) => type === 'case-started')).toHaveLength(1);
  expect(events.slice(-2)).toMatchObject([
    { type: 'case-ended', standing: 'inconclusive' },
    {
      ...{ type: 'run-ended', exitCode: 2 },
      why: expect.stringMatching(
        /^module:mine was stopped before a connection to 0\.0\.0\.7, .* Next: .*--diagnoser cmd:<folder>/,
      ),
    },
  ]);
});
