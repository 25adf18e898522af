import { expect, test } from 'vitest';
import { loadScenarios } from '../harness/case/registry.ts';
import { catalogue } from './catalogue.ts';
import { keptPages } from './pages.ts';

test('docs/scenarios.md and its pages are what the scenario files say (npm run docs renews them)', async () => {
  const pages = await catalogue();
  expect(Object.fromEntries(keptPages('scenarios'))).toEqual(Object.fromEntries(pages));
});

test('each page is of bearable length', async () => {
  for (const [path, text] of await catalogue()) expect(text.length, path).toBeLessThan(30_000);
});

test('titles differ within the first 60 letters, where a narrow terminal cuts them', async () => {
  const beginnings = (await loadScenarios()).map(({ scenario: { title } }) => title.slice(0, 60));
  expect(beginnings.filter((one, index) => beginnings.indexOf(one) < index)).toEqual([]);
});
