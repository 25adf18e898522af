import { expect, test } from 'vitest';
import { conclude } from '../diagnoser/index.ts';
import { casesOf } from '../harness/case/case.ts';
import { loadScenarios } from '../harness/case/registry.ts';
import { placementOf, truthOf } from '../harness/run/truth.ts';
import { vantages } from '../vocabulary/index.ts';
import { recordedSeed } from '../harness/run/shipped-run.ts';
import { holdForEach } from './hold-for-each.ts';
import { recordedCases } from './recorded.ts';

const recorded = await recordedCases();

test.each(vantages)('every case, as recorded, is named at the vantage %s', (vantage) =>
  holdForEach(
    recorded,
    ({ name }) => name,
    async ({ labCase, layer, recording }) => {
      const truth = truthOf(labCase, placementOf(labCase, recordedSeed), layer.number);
      expect(recording.truth).toBe(truth.cause);
      const { status, candidates, also = [] } = await conclude(recording[vantage]!);
      expect(status).toBe(truth.cause === 'none' ? 'healthy' : 'diagnosed');
      expect(candidates.toSorted()).toEqual([...truth.best[vantage]].toSorted());
      const beneath = truth.beneath?.map(({ cause }) => cause) ?? [];
      expect(beneath).toEqual(expect.arrayContaining(also));
    },
  ),
);

test('every case is recorded', async () => {
  const names = recorded.map(({ name }) => name);
  const keys = (await loadScenarios())
    .flatMap(casesOf)
    .flatMap(({ layers }) => layers.map(({ key }) => key));
  expect(keys.filter((key) => !names.includes(key))).toEqual([]);
});
