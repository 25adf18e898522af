import { expect, test } from 'vitest';
import { layerLabel } from '../harness/case/case-name.ts';
import { placedAt } from '../harness/case/point-text.ts';
import { casesOf } from '../harness/case/case.ts';
import { loadScenarios } from '../harness/case/registry.ts';
import { placementOf, truthOf } from '../harness/run/truth.ts';
import { recordedSeed, shippedRun } from '../harness/run/shipped-run.ts';
import { vantages } from '../vocabulary/index.ts';

const cases = (await loadScenarios()).flatMap(casesOf);
const events = shippedRun(cases);

test('the run that comes with badconn has the requests of every case (npm run record)', () => {
  const asked = events.flatMap((event) =>
    event.type === 'diagnosed'
      ? [`${layerLabel(event.case, event.layer)} at ${event.vantage}`]
      : [],
  );
  const wanted = cases
    .flatMap(({ layers }) => layers)
    .flatMap(({ label }) => vantages.map((vantage) => `${label} at ${vantage}`));
  expect(asked.toSorted()).toEqual(wanted.toSorted());
  for (const one of cases) {
    const started = events.find(
      (event) => event.type === 'case-started' && event.case === one.label,
    );
    if (started?.type !== 'case-started') throw new Error(`${one.label} is not recorded`);
    const placed = placedAt(one, started.at ?? '');
    expect(started).toMatchObject({ truth: truthOf(placed, placementOf(placed, recordedSeed)) });
  }
});

test('it holds nothing of what was answered', () => {
  for (const event of events) {
    if (event.type !== 'diagnosed') continue;
    expect(event.conversation).toMatchObject({ stdout: '', stderr: '' });
  }
});
