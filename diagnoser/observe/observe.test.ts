import fc from 'fast-check';
import { expect, test } from 'vitest';
import { read } from './facts.ts';
import { ofTheClient } from './of-the-client.ts';
import { ofTheReport } from './of-the-report.ts';
import { anyEvidence } from './sample-evidence.ts';

const all = [...ofTheClient, ...ofTheReport];
const names = all.map(({ name }) => name);
const sample = fc.sample(anyEvidence(), { numRuns: 12_000, seed: 1 });

test('each observation is listed once', () => {
  expect(names).toEqual([...new Set(names)]);
});

test('each has a generator that makes something to tell', async () => {
  const met = new Set<string>();
  for (const evidence of sample) {
    const { told } = await read(evidence);
    for (const [topic] of told) met.add(topic);
  }
  expect([...met].toSorted()).toEqual(names.toSorted());
});

test('without a report only what the client sees is read', async () => {
  const { server: _server, services: _services, ...client } = sample[0]!;
  const { facts } = await read(client);
  expect(facts).toHaveProperty('route');
  expect(facts).not.toHaveProperty('routes');
});

test('no field identifies in two ways', () => {
  const fields = all.flatMap(({ identifies }) => Object.entries(identifies));
  for (const [field, way] of fields) expect(new Map(fields).get(field)).toBe(way);
});
