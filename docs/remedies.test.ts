import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { remediesPage } from './remedies-page.ts';

test('docs/remedies.md is what the vocabulary says (npm run docs renews it)', () => {
  const page = readFileSync(new URL('remedies.md', import.meta.url), 'utf8');
  expect(page).toBe(remediesPage());
});
