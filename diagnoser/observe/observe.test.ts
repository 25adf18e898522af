import fc from 'fast-check';
import { expect, test } from 'vitest';
import { read } from './facts.ts';
import { ofTheClient } from './of-the-client.ts';
import { ofTheReport } from './of-the-report.ts';
import { anyEvidence } from './sample-evidence.ts';

const all = [...ofTheClient, ...ofTheReport];
const names = all.map(({ name }) => name);

test('each observation is listed once', () => {
  expect(names).toEqual([...new Set(names)]);
});

test('each has a generator that makes something to tell', async () => {
  const met = new Set<string>();
  // A few values are rare: draws as many samples as needed, at most 12,000.
  for (let seed = 1; seed <= 60 && met.size < names.length; seed += 1) {
    for (const evidence of fc.sample(anyEvidence(), { numRuns: 200, seed })) {
      const { told } = await read(evidence);
      for (const [topic] of told) met.add(topic);
    }
  }
  expect([...met].toSorted()).toEqual(names.toSorted());
});

test('without a report only what the client sees is read', async () => {
  const [evidence] = fc.sample(anyEvidence(), { numRuns: 1, seed: 1 });
  const { server: _server, services: _services, ...client } = evidence!;
  const { facts } = await read(client);
  expect(facts).toHaveProperty('route');
  expect(facts).not.toHaveProperty('routes');
});

test('no field identifies in two ways', () => {
  const fields = all.flatMap(({ identifies }) => Object.entries(identifies));
  for (const [field, way] of fields) expect(new Map(fields).get(field)).toBe(way);
});
