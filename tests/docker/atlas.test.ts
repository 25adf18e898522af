import { expect, test } from 'vitest';
import { recordWords } from '../../cli/record-words.ts';
import { atPoint, casesOf, type Case } from '../../harness/case/case.ts';
import { loadScenarios } from '../../harness/case/registry.ts';
import { select } from '../../harness/case/select.ts';
import { defaultPoint } from '../../harness/topology/draw-point.ts';
import type { Point } from '../../harness/topology/point.ts';
import { seedOf } from '../../harness/topology/sample-seed.ts';
import type { Client } from '../../knowledge/client.ts';
import { clients } from '../../knowledge/clients/index.ts';
import { explain } from '../../knowledge/explain.ts';
import { browserOrSkip } from '../browser.ts';
import { lanes } from './lanes.ts';

const pool = lanes(2);
const [one] = select(await loadScenarios(), ['refused/not-listening']).flatMap(casesOf);
const at = (point: Partial<Point>): Case => atPoint(one!, { ...defaultPoint(one!.axes), ...point });
const [byName, byAddress] = [at({ way: 'hosts-file' }), at({ way: 'address' })];

async function leadBack(name: string): Promise<void> {
  const client = clients.find((each) => each.name === name)!;
  const said = (placed: Case, seed: string) =>
    pool.use((lane) => recordWords(lane, placed, [client], seed));
  const both = [said(byName, seedOf(3)), said(byAddress, seedOf(1))];
  const [first, second] = (await Promise.all(both)).map((words) => words[name]!);
  expect(first!.says).not.toEqual([]);
  expect(second).toEqual(first);
  const named = explain(first!.says.join('\n'))?.candidates.map(({ cause }) => cause);
  expect(named).toContain('not-listening');
}

test.concurrent.each(['Node fetch', 'wget', 'nc -zv', 'PHP fsockopen'])(
  'the words of %s do not depend on the network, and lead back to the cause',
  leadBack,
);

test('nor do those of Chromium, in the network of the lab', async (context) => {
  browserOrSkip(context);
  context.skip(process.getuid?.() !== 0, 'only root enters the network of a lab');
  await leadBack('Chromium WebSocket');
});

test('a case over IPv6 is recorded over IPv6', async () => {
  const printed: string[] = [];
  const client: Client = {
    ...{ name: 'getent', speaks: 'tcp', patience: 'own', version: ['true'] },
    argv: ({ host }) => ['getent', 'ahosts', host],
    says: ({ stdout }) => {
      printed.push(stdout);
      return [];
    },
  };
  const over6 = at({ way: 'hosts-file', ipVersion: 6 });
  await pool.use((lane) => recordWords(lane, over6, [client], seedOf(3)));
  expect(printed.join('')).toMatch(/^fd[0-9a-f:]+ /m);
  expect(printed.join('')).not.toMatch(/^\d+\.\d+\.\d+\.\d+ /m);
});
