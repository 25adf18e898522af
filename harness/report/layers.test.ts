import { describe, expect, test } from 'vitest';
import type { Grade, Vantage } from '../../vocabulary/index.ts';
import { conversationOf } from '../judge/sample-trial.ts';
import type { Event, NewEvent, Standing, Truth } from '../events.ts';
import { Tally } from '../run/expectations.ts';
import { compare } from './compare.ts';
import { jsonReport } from './json.ts';
import { junitReport } from './junit.ts';
import { RunProgress } from './progress.ts';
import { scorecard } from './scorecard.ts';
import { scorecardText } from './terminal.ts';

const id = 'timeout/two';
const truths: [Truth, Truth] = [
  {
    cause: 'host-firewall-drop',
    best: { client: ['host-firewall-drop'], 'client+server': ['host-firewall-drop'] },
    beneath: [{ cause: 'not-listening' }],
  },
  {
    cause: 'not-listening',
    best: { client: ['not-listening'], 'client+server': ['not-listening'] },
  },
];

const verdictAt = (vantage: Vantage, grade: Grade, layer?: number): NewEvent => ({
  ...{ type: 'diagnosed', case: id, vantage, ...(layer === undefined ? {} : { layer }) },
  verdict: { grade, why: 'because', breaches: [], candidates: [], status: 'diagnosed' },
  conversation: { ...conversationOf(''), durationMs: 10 },
});

const phase = (name: 'observe' | 'mend', ok = true, layer?: number): NewEvent => ({
  ...{ type: 'phase-ended', case: id, phase: name, ok, durationMs: 100 },
  ...(layer === undefined ? {} : { layer }),
});

/** A run of one case of two layers. `grades`: at the client, layer by layer; the second may not come. */
function eventsOf(grades: readonly Grade[], standing: Standing = 'judged'): Event[] {
  const isCut = grades.length < 2;
  const events: NewEvent[] = [
    {
      ...{ type: 'run-started', version: '1', seed: 'a'.repeat(32), diagnoser: 'x', jobs: 1 },
      ...{ vantages: ['client'], scenarios: [id], cases: 2 },
    },
    {
      ...{ type: 'case-started', case: id, scenario: id, title: 'Two' },
      ...{ truth: truths[0], layers: truths },
    },
    { type: 'phase-started', case: id, phase: 'observe' },
    phase('observe'),
    ...grades.slice(0, 1).map((grade) => verdictAt('client', grade)),
    phase('mend', !isCut),
    ...grades
      .slice(1)
      .flatMap((grade): NewEvent[] => [
        { type: 'phase-started', case: id, layer: 2, phase: 'observe' },
        phase('observe', true, 2),
        verdictAt('client', grade, 2),
        phase('mend', true, 2),
      ]),
    { type: 'case-ended', case: id, standing, durationMs: 1000 },
    { type: 'run-ended', durationMs: 1000, exitCode: 0 },
  ];
  return events.map((event, atMs): Event => ({ atMs, ...event }));
}

const documentOf = (...given: Parameters<typeof eventsOf>) =>
  jsonReport(scorecard(eventsOf(...given)));

test('each layer counts, and stands under its own name', () => {
  const card = scorecard(eventsOf(['exact', 'wrong']));
  expect(card).toMatchObject({ passed: 1, failed: 1, skipped: 0 });
  const text = scorecardText(card, { columns: 100, colour: false });
  expect(text).toMatch(/^ {2}two {2,}✓ exact +0\.8 s$/m);
  expect(text).toMatch(/^ {2}two, layer 2 {2,}✗ wrong +0\.2 s$/m);
  expect(text).toContain('truth     not-listening');
  expect(text.trimEnd()).toMatch(/1 passed, 1 failed$/);
});

test('a document names the layer from the second on', () => {
  const [scenario] = documentOf(['exact', 'wrong']).scenarios;
  const layers = [{}, { layer: 2 }];
  expect(scenario?.cases).toEqual(layers.map((place) => ({ ...place, standing: 'judged' })));
  expect(scenario?.results.map(({ layer, grade }) => [layer, grade])).toEqual([
    [undefined, 'exact'],
    [2, 'wrong'],
  ]);
  expect(scenario?.phases.map(({ layer }) => layer)).toEqual([undefined, undefined, 2, 2]);
});

describe('two runs are compared layer by layer', () => {
  test('the second got worse', () => {
    const { worse, same } = compare(documentOf(['exact', 'exact']), documentOf(['exact', 'wrong']));
    expect(worse.map(({ case: name, vantage }) => `${name} at ${vantage}`)).toEqual([
      `${id}, layer 2 at client`,
    ]);
    expect(same).toBe(1);
  });

  test('a layer that never began is held against nobody', () => {
    const { worse, changed, gone } = compare(
      documentOf(['exact', 'exact']),
      documentOf(['exact'], 'invalid-scenario'),
    );
    expect({ worse, gone }).toEqual({ worse: [], gone: [] });
    expect(changed.map(({ after }) => after?.word)).toEqual([
      ...['invalid-scenario', 'invalid-scenario'],
    ]);
  });
});

test('JUnit has a test case for each layer', () => {
  const xml = junitReport([scorecard(eventsOf(['exact', 'wrong']))]);
  const names = [...xml.matchAll(/<testcase [^>]* name="([^"]*)"/g)].map(([, name]) => name);
  expect(names).toEqual([`${id} at client`, `${id}, layer 2 at client`]);
  expect(xml).toContain('tests="2" failures="1"');
});

test('the lines in place tell which layer is under way', () => {
  const progress = new RunProgress();
  const look = { columns: 200, colour: false };
  const lines: string[] = [];
  for (const event of eventsOf(['exact', 'exact'])) {
    const ended = progress.take(event);
    if (event.type === 'phase-started') lines.push(progress.lines(look)[1]?.trim() ?? '');
    if (event.type === 'case-ended') {
      expect(ended.map(({ case: name }) => name)).toEqual([id, `${id}, layer 2`]);
    }
  }
  expect(lines).toEqual([`${id}  observe`, `${id}  observe of layer 2`]);
});

test('a known shortcoming is that of one layer', () => {
  const tally = new Tally([
    { case: `${id}, layer 2`, vantage: 'client', grade: 'vague', reason: 'Not yet.' },
  ]);
  tally.mark(verdictAt('client', 'exact'));
  expect(tally.mark(verdictAt('client', 'vague', 2))).toHaveProperty('expected', 'Not yet.');
  expect(tally.settle([id, `${id}, layer 2`], ['client'])).toMatchObject({
    fellShort: false,
    expected: { met: [`${id}, layer 2 at client: vague, as expected: Not yet.`] },
  });
});
