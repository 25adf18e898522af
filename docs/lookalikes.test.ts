import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { allObservations, isSplit, lookalikesPage, recordedPairs } from './lookalikes-page.ts';

const pairs = await recordedPairs();

test('docs/lookalikes.md is what the recordings say (npm run docs renews it)', () => {
  const page = readFileSync(new URL('lookalikes.md', import.meta.url), 'utf8');
  expect(page).toBe(lookalikesPage(pairs));
});

const splitAtClient = pairs.filter(({ vantage }) => vantage === 'client');

test('the observations that are named split a pair, and no fewer do', async () => {
  expect(splitAtClient.length).toBeGreaterThan(10);
  for (const { pair, by } of splitAtClient) {
    const others = allObservations.filter((each) => !by.includes(each));
    const names = pair.map((each) => each.case).join(' and ');
    expect(await isSplit(pair, 'client', others), names).toBe(true);
    for (const each of by) {
      expect(await isSplit(pair, 'client', [...others, each]), `${names}: ${each}`).toBe(false);
    }
  }
});

test('a pair that needs the report is open at the client', async () => {
  const byReport = pairs.filter(({ vantage }) => vantage === 'client+server');
  expect(byReport.length).toBeGreaterThan(10);
  for (const { pair } of byReport) {
    expect(await isSplit(pair, 'client')).toBe(false);
    expect(await isSplit(pair, 'client+server')).toBe(true);
  }
});
