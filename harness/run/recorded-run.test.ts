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
import type { Event, NewEvent, Standing } from './events.ts';
import { runRecorded } from './recorded-run.ts';
import { sampleSeed } from '../topology/sample-seed.ts';
import { placementOf, truthOf } from './truth.ts';

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
    const truth = truthOf(one, placementOf(one, sampleSeed));
    events.push(caseStarted(one, truth));
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

async function judged(source: string, recorded: Event[], chosen = scenarios) {
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
