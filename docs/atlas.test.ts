import { expect, test } from 'vitest';
import { casesOf } from '../harness/case/case.ts';
import { loadScenarios } from '../harness/case/registry.ts';
import { readRecorded } from '../knowledge/record.ts';
import { atlasPages } from './atlas-page.ts';
import { keptPages } from './pages.ts';

test('docs/atlas.md and its pages are what was recorded (npm run docs renews them)', () => {
  expect(Object.fromEntries(keptPages('atlas'))).toEqual(Object.fromEntries(atlasPages()));
});

test('every scenario is recorded of which a new client says all, and nothing else', async () => {
  const cases = (await loadScenarios()).flatMap(casesOf);
  const told = cases.filter(({ layers, stays }) => !stays && layers.length === 1);
  const ids = [...new Set(told.map(({ id }) => id))];
  const recorded = [...new Set(readRecorded().map(({ id }) => id))];
  expect(recorded.filter((id) => !ids.includes(id))).toEqual([]);
  const missing = ids.filter((id) => !recorded.includes(id));
  expect(missing, 'npx badconn atlas --record --missing && npm run docs').toEqual([]);
});
