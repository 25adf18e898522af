import { expect, test } from 'vitest';
import { FakeEngine } from '../../tests/fake-engine.ts';
import type { FakeWorld } from '../../tests/fake-lab.ts';
import { pageRun } from '../../tests/sample-page.ts';
import type { Vantage } from '../../vocabulary/index.ts';
import type { CommandOutcome } from '../engine/engine.ts';
import { atDefaults, casesOf } from '../case/case.ts';
import { loadScenarios } from '../case/registry.ts';
import { conversationOf } from '../judge/sample-trial.ts';
import { jsonReport } from '../report/json.ts';
import { junitReport } from '../report/junit.ts';
import { markdownReport } from '../report/markdown.ts';
import { htmlReport } from '../report/page/page.ts';
import { scorecard } from '../report/scorecard.ts';
import { scorecardText } from '../report/terminal.ts';
import { sampleSeed } from '../topology/sample-seed.ts';
import { noArtefacts } from './artefacts.ts';
import type { FolderDiagnoser } from '../guest/connector.ts';
import type { Event, NewEvent } from '../events.ts';
import { run } from './run.ts';
import { starvedWhy } from './starved.ts';

const all = await loadScenarios();
const diagnoser: FolderDiagnoser = {
  ...{ kind: 'folder', name: 'cmd:x', tar: Buffer.alloc(0), argv: ['x'] },
};
const deadlineMs = 1000;

async function runIn(world: FakeWorld, id = 'healthy/plain') {
  const events: Event[] = [];
  const log = (event: NewEvent): void => void events.push({ atMs: 0, ...event } as Event);
  const scenarios = all.filter((one) => one.id === id);
  const exitCode = await run(new FakeEngine(world), {
    ...{ scenarios, cases: scenarios.flatMap(casesOf).map(atDefaults) },
    ...{ diagnoser, seed: sampleSeed, jobs: 1, deadlineMs, keep: false, version: '0' },
    ...{ vantages: ['client', 'client+server'], artefacts: noArtefacts, log, say: () => undefined },
  });
  const standings = events.flatMap((event) =>
    event.type === 'case-ended' ? [event.standing] : [],
  );
  const card = scorecard(events);
  return { events, exitCode, standings, card, json: jsonReport(card) };
}

const tooLate = (keptWaitingMs: number): Partial<CommandOutcome> => ({
  ...{ stdout: '', exitCode: null, signal: 'SIGKILL', ended: 'deadline', keptWaitingMs },
});

/** At the client's vantage its first answers are these; each later one is right. */
function answering(outcomes: Partial<CommandOutcome>[]): { world: FakeWorld; asked: Vantage[] } {
  const asked: Vantage[] = [];
  const left = [...outcomes];
  const world: FakeWorld = {
    diagnoser: ({ vantage, target }) => {
      if (target.url.startsWith('carrier-pigeon:')) return { status: 'unsupported' };
      asked.push(vantage);
      return (vantage === 'client' ? left.shift() : undefined) ?? { status: 'healthy' };
    },
  };
  return { world, asked };
}

test('a verdict that ran out of time on a starved machine is asked for once more, and every report tells', async () => {
  const { world, asked } = answering([tooLate(600)]);
  const { exitCode, standings, card, json, events } = await runIn(world);
  expect(asked).toEqual(['client', 'client', 'client+server']);
  expect(exitCode).toBe(0);
  expect(standings).toEqual(['judged']);
  const why = 'Others kept the machine busy: the diagnoser could not run in 600 of its 1000 ms.';
  expect(json.askedAgain).toEqual([{ case: 'healthy/plain', vantage: 'client', why }]);
  expect(scorecardText(card, { columns: 200, colour: false })).toContain(
    `again     healthy/plain at client: ${why}`,
  );
  expect(markdownReport([card])).toContain(`\`${why}\``);
  expect(htmlReport([pageRun(events)])).toContain('Asked again in healthy/plain at client');
});

test('a second asking that ends the same way is inconclusive, in each report and in the exit code', async () => {
  const { world, asked } = answering([tooLate(600), tooLate(700)]);
  const { exitCode, standings, card, json } = await runIn(world);
  expect(asked).toEqual(['client', 'client']);
  expect(exitCode).toBe(4);
  expect(standings).toEqual(['inconclusive']);
  expect(json.scenarios[0]?.results).toEqual([]);
  expect(json.scenarios[0]?.standing).toBe('inconclusive');
  const why = 'because the machine was starved, twice.';
  for (const report of [
    JSON.stringify(json),
    junitReport([card]),
    markdownReport([card]),
    scorecardText(card, { columns: 200, colour: false }),
  ])
    expect(report).toContain(why);
  expect(junitReport([card])).toContain('<error type="inconclusive"');
});

test.each([
  ['half of the time was its own', [tooLate(500)]],
  ['the second asking let it its time', [tooLate(600), tooLate(0)]],
])('it is timed out where %s', async (_, outcomes) => {
  const { world, asked } = answering(outcomes);
  const { exitCode, standings, json } = await runIn(world);
  expect(asked.filter((vantage) => vantage === 'client')).toHaveLength(outcomes.length);
  expect(exitCode).toBe(1);
  expect(standings).toEqual(['judged']);
  expect(json.scenarios[0]?.results[0]).toMatchObject({ vantage: 'client', grade: 'timed-out' });
});

test('whoever changed the lab is dangerous, however little time it had', async () => {
  const world: FakeWorld = {
    diagnoser: ({ vantage }, lab) => {
      if (vantage !== 'client') return { status: 'healthy' };
      lab.services.clear();
      return tooLate(900);
    },
  };
  const { json } = await runIn(world);
  expect(json.askedAgain).toEqual([]);
  expect(json.scenarios[0]?.results.map(({ grade }) => grade)).toEqual(['dangerous', 'exact']);
});

/** The plain client meets silence so many times, each time that its sight is asked for. */
const silentFor = (times: number, keptWaitingMs: number, sees = /./): FakeWorld => {
  let left = times;
  return {
    diagnoser: ({ target }) =>
      target.url.startsWith('carrier-pigeon:')
        ? { status: 'unsupported' }
        : { status: 'diagnosed', candidates: ['wrong-port'] },
    sees: (sight) =>
      sees.test(sight.code) && left-- > 0
        ? { ...sight, code: 'silence', message: 'busy', keptWaitingMs }
        : sight,
  };
};

const refused = 'refused/wrong-port';

test.each([
  ['baseline', /connected/],
  ['observe', /ECONNREFUSED/],
])('a silence in %s is looked at again where the lab was starved', async (_, sees) => {
  const { standings } = await runIn(silentFor(2, 4000, sees), refused);
  expect(new Set(standings)).toEqual(new Set(['judged']));
});

test('the scenario is not blamed for what a starved lab shows', async () => {
  const starved = await runIn(silentFor(Infinity, 4000, /ECONNREFUSED/), refused);
  expect(new Set(starved.standings)).toEqual(new Set(['inconclusive']));
  expect(JSON.stringify(starved.json)).toContain('while the machine was starved');
  const idle = await runIn(silentFor(Infinity, 0, /ECONNREFUSED/), refused);
  expect(new Set(idle.standings)).toEqual(new Set(['invalid-scenario']));
});

test('who printed too much, or came to an end, was not late, however long it waited', () => {
  const waited = { keptWaitingMs: 4000 };
  expect(starvedWhy(conversationOf('', waited))).toBeUndefined();
  expect(starvedWhy(conversationOf('', { ...waited, ended: 'output-limit' }))).toBeUndefined();
  expect(starvedWhy(conversationOf('', { ...waited, ended: 'deadline' }))).toContain('4000 of its');
});
