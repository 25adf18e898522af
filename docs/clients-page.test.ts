import { expect, test } from 'vitest';
import type { ClientFacts } from '../harness/clients/facts.ts';
import { clientsTable } from './clients-page.ts';

const facts: ClientFacts = {
  ...{ case: 'lost/reset-after-accept (over TCP)', url: 'ws://a/', text: '', attemptsMs: [1, 900] },
  symptom: { stage: 'upgrade', code: 'ECONNRESET' },
  ...{ connections: 1, left: 1, watchedMs: 12_000, canRecover: true, recoveredMs: 1200 },
  names: { host: false, port: false, kind: false },
};
const { recoveredMs: _, ...lost } = facts;

const cellFor = (one: ClientFacts): string | undefined =>
  clientsTable({
    clients: [{ name: 'curl', judged: [{ outcomes: [], facts: one }] }],
    ...{ versions: ['v24.1.0'], watchedMs: 12_000 },
  })
    .split('\n')
    .find((line) => line.startsWith('| curl'));

test.each<[string, ClientFacts]>([
  ['waits; back after 1.2 s, 2 attempts', facts],
  ['waits; not back, 2 attempts', lost],
  ['exit 7, 0.1 s', { ...lost, attemptsMs: [1], ended: { afterMs: 90, code: 7, signal: null } }],
  [
    'SIGSEGV, 0.1 s, 2 attempts',
    { ...lost, ended: { afterMs: 90, code: null, signal: 'SIGSEGV' } },
  ],
])('a cell says %s', (cell, one) => {
  expect(cellFor(one)).toBe(`| curl | ${cell} |`);
});
