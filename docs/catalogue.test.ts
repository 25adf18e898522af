import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogue } from './catalogue.ts';

test('docs/scenarios.md is what the scenario files say (npm run docs renews it)', async () => {
  const page = readFileSync(new URL('scenarios.md', import.meta.url), 'utf8');
  expect(page).toBe(await catalogue());
});
