import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { containerFaultsText } from './container-faults.ts';

test('docs/containers.md has what is measured (npm run docs renews it)', () => {
  const page = readFileSync(new URL('containers.md', import.meta.url), 'utf8');
  expect(page.endsWith(containerFaultsText())).toBe(true);
});
