import { expect, test } from 'vitest';
import { casesOf } from '../harness/case/case.ts';
import { loadScenarios } from '../harness/case/registry.ts';
import type { ClientFacts } from '../harness/clients/facts.ts';
import { clientsTables } from './clients-page.ts';
import { caseWith, failures } from './clients/failures.ts';
import { ordinaryClients } from './clients/ordinary.ts';

const facts: ClientFacts = {
  ...{ case: 'lost/reset-after-accept (over TCP)', url: 'ws://a/', text: '', attemptsMs: [1, 900] },
  symptom: { stage: 'upgrade', code: 'ECONNRESET' },
  ...{ connections: 1, left: 1, watchedMs: 12_000, canRecover: true, recoveredMs: 1200 },
  names: { host: false, port: false, kind: false },
};
const { recoveredMs: _, ...lost } = facts;

const cellFor = (one: ClientFacts): string | undefined =>
  clientsTables(
    {
      clients: [
        { name: 'curl', judged: { 'lost/reset-after-accept': { outcomes: [], facts: one } } },
      ],
      ...{ versions: ['curl 8'], watchedMs: 12_000 },
    },
    { name: ['dns/name-does-not-exist'], exchange: ['lost/reset-after-accept', 'x/y'] },
  )
    .split('\n')
    .find((line) => line.startsWith('| curl'));

test.each<[string, ClientFacts]>([
  ['waits; back after 1.2 s, 2 attempts', facts],
  [
    'tells after 0.3 s, waits; back after 1.2 s, 2 attempts',
    { ...facts, begunMs: 200, saidMs: 500 },
  ],
  [
    'tells after 0.0 s, waits; back after 1.2 s, 2 attempts',
    { ...facts, begunMs: 200, saidMs: 190 },
  ],
  ['waits; not back, 2 attempts', lost],
  ['exit 7, 0.1 s', { ...lost, attemptsMs: [1], ended: { afterMs: 90, code: 7, signal: null } }],
  [
    'SIGSEGV, 0.1 s, 2 attempts',
    { ...lost, ended: { afterMs: 90, code: null, signal: 'SIGSEGV' } },
  ],
])('a cell says %s', (cell, one) => {
  expect(cellFor(one)).toBe(`| curl | ${cell} | – |`);
});

const registered = (await loadScenarios()).filter((one) =>
  Object.values<readonly string[]>(failures).flat().includes(one.id),
);

test('each client has a case of each failure that is a matter of its protocol', () => {
  expect(registered).toHaveLength(Object.values<readonly string[]>(failures).flat().length);
  for (const { name, served } of ordinaryClients) {
    const cases = registered.flatMap((one) => caseWith(one, served) ?? []);
    expect(cases, name).toHaveLength(served.scheme === 'tcp' ? 11 : 17);
    const { image } = served.service;
    for (const one of cases) {
      const programs = Object.values(one.scenario.topology.hosts).map(({ service }) => service);
      expect(programs.map((service) => service?.image)).toContain(image);
      const { protocol } = new URL(one.scenario.target);
      expect(protocol).toBe(`${served.scheme}${one.id.startsWith('tls/') ? 's' : ''}:`);
    }
  }
});

test('each client that keeps a connection is measured while it stands', () => {
  const others = ordinaryClients.flatMap(({ name, stays }) => (stays === undefined ? [name] : []));
  expect(others).toEqual(['Python urllib', 'PHP file_get_contents', 'mongodb']);
  const curl = ordinaryClients.find(({ name }) => name === 'curl -m 2');
  expect(curl?.stays?.({ scheme: 'http', host: 'a', port: 80, path: '/' }).join(' ')).toContain(
    '#[1-90]',
  );
});

test('a case is what its scenario is, where the service is the same', () => {
  const ws = ordinaryClients.find(({ name }) => name === 'Node ws')?.served;
  for (const one of registered) {
    const [plain] = casesOf(one);
    expect(caseWith(one, ws!)?.changes.map(({ verb }) => verb)).toEqual(
      plain?.changes.map(({ verb }) => verb),
    );
  }
});
