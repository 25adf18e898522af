import { expect, test } from 'vitest';
import { allCauses } from '../harness/causes/all-causes.ts';
import { causeText, listText } from '../cli/causes/causes-text.ts';
import { causes } from '../vocabulary/index.ts';
import { causesPages } from './causes-page.ts';
import { leftOut } from './left-out.ts';
import { keptPages } from './pages.ts';

const all = await allCauses();

test('docs/causes.md and its pages are what is known (npm run docs renews them)', async () => {
  expect(Object.fromEntries(keptPages('causes'))).toEqual(Object.fromEntries(await causesPages()));
});

test('every cause of the vocabulary is there once', () => {
  expect(all.map(({ cause }) => cause).toSorted()).toEqual(Object.keys(causes).toSorted());
});

test('of a cause without a scenario it is said why', () => {
  const without = all.filter(({ scenarios }) => scenarios.length === 0).map(({ cause }) => cause);
  const reasons = leftOut.flatMap(({ cause }) => cause ?? []);
  expect(reasons).toEqual(expect.arrayContaining(without));
  // Of this one a form is left out.
  expect(reasons.filter((cause) => !without.includes(cause))).toEqual(['router-reject']);
});

test.each(all)('$cause says how it is told and what mends it', ({ look, remedies, tellApart }) => {
  expect(look.length + tellApart.length).toBeGreaterThan(0);
  expect(remedies.length).toBeGreaterThan(0);
});

test('one cause, as a person reads it', () => {
  const known = all.find(({ cause }) => cause === 'loopback-bind');
  if (known === undefined) throw new Error('loopback-bind is no cause any more');
  expect(`${causeText(known, 80)}\n60 columns\n\n${causeText(known, 60)}`).toMatchSnapshot();
});

test.each([60, 80])('the list keeps within %i columns', (columns) => {
  for (const line of listText(all, columns).split('\n'))
    expect(line.length, line).toBeLessThanOrEqual(columns);
});
