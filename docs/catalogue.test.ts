import { expect, test } from 'vitest';
import { catalogue } from './catalogue.ts';
import { keptPages } from './pages.ts';

test('docs/scenarios.md and its pages are what the scenario files say (npm run docs renews them)', async () => {
  const pages = await catalogue();
  expect(Object.fromEntries(keptPages('scenarios'))).toEqual(Object.fromEntries(pages));
});

test('each page is of bearable length', async () => {
  for (const [path, text] of await catalogue()) expect(text.length, path).toBeLessThan(80_000);
});
