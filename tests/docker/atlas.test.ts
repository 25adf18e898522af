import { expect, test } from 'vitest';
import { recordWords } from '../../cli/record-words.ts';
import { casesOf, loadScenarios, select } from '../../harness/registry.ts';
import { seedOf } from '../../harness/topology/sample-seed.ts';
import { clients } from '../../knowledge/clients/index.ts';
import { explain } from '../../knowledge/explain.ts';
import { browserOrSkip } from '../browser.ts';
import { lanes } from './lanes.ts';

const pool = lanes(2);
/** The client of the one uses a name, that of the other an address. */
const [byName, byAddress] = [seedOf(3), seedOf(1)];
const [one] = select(await loadScenarios(), ['refused/not-listening']).flatMap(casesOf);

async function leadBack(name: string): Promise<void> {
  const client = clients.find((each) => each.name === name)!;
  const said = (seed: string) => pool.use((lane) => recordWords(lane, one!, [client], seed));
  const [first, second] = (await Promise.all([said(byName), said(byAddress)])).map(
    (words) => words[name]!,
  );
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
