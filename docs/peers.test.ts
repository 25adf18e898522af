import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { jsonReport } from '../harness/report/json.ts';
import { sampleEvents } from '../harness/report/sample-events.ts';
import { scorecard } from '../harness/report/scorecard.ts';
import { peersPage } from './peers.ts';

const report = jsonReport(scorecard(sampleEvents()));

test('the page counts grades by vantage, and shows each case', () => {
  const page = peersPage([{ name: 'mine', reads: 'its words', report }]);
  expect(page).toContain('| mine | its words |');
  const [, client = '', both = ''] = page.split('## ');
  expect(client).toContain('| mine | 1 | 1 | 1 | 1 | 0 | 1 | 2 |');
  expect(both).toContain('| mine | 4 | 0 | 0 | 0 | 1 | 0 | 2 |');
  expect(page).toContain('| refused/loopback-bind (ipv6) | vague |');
});

test('a lab that failed is left out, and named', () => {
  const page = peersPage([{ name: 'mine', reads: 'its words', report }]);
  expect(page).toContain('one of the runs: timeout/security-group, unavailable/ports-held.');
  expect(page).not.toContain('| unavailable/ports-held |');
});

test('docs/peers.md holds every adapter, and the reference diagnoser first', () => {
  const page = readFileSync(new URL('peers.md', import.meta.url), 'utf8');
  const named = [...(page.split('## ')[1] ?? '').matchAll(/^\| ([a-z]+) /gm)].map(
    ([, name]) => name,
  );
  const folder = fileURLToPath(new URL('../fixtures/diagnosers/peers', import.meta.url));
  const adapters = readdirSync(folder, { withFileTypes: true }).filter((one) => one.isDirectory());
  expect(named).toEqual(['reference', ...adapters.map(({ name }) => name).toSorted()]);
});
