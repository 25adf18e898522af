import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { conclude } from '../diagnoser/index.ts';
import { casesOf } from '../harness/case/case.ts';
import { loadScenarios } from '../harness/case/registry.ts';
import { placementOf, truthOf } from '../harness/run/truth.ts';
import { vantages } from '../vocabulary/index.ts';
import { recordedSeed } from '../harness/run/shipped-run.ts';
import { fileOf, folder, recordingOf } from './recorded.ts';

const cases = (await loadScenarios()).flatMap(casesOf);
const layers = cases.flatMap((one) =>
  one.layers.map((layer) => ({ name: layer.label, one, layer })),
);

describe.each(layers)('$name, as recorded', ({ one, layer }) => {
  test.each(vantages)('is named at the vantage %s', async (vantage) => {
    const recording = recordingOf(layer);
    const truth = truthOf(one, placementOf(one, recordedSeed), layer.number);
    expect(recording.truth).toBe(truth.cause);
    const { status, candidates, also = [] } = await conclude(recording[vantage]!);
    expect(status).toBe(truth.cause === 'none' ? 'healthy' : 'diagnosed');
    expect(candidates.toSorted()).toEqual([...truth.best[vantage]].toSorted());
    const beneath = truth.beneath?.map(({ cause }) => cause) ?? [];
    expect(beneath).toEqual(expect.arrayContaining(also));
  });
});

test('nothing is recorded that is no case', () => {
  const names = new Set(layers.map(({ layer }) => fileOf(layer)));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath}/${name}`.replaceAll('//', '/'));
  expect(files.filter((file) => !names.has(file))).toEqual([]);
});
