import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { clientCases } from '../../harness/clients/client-cases.ts';
import { connectClient } from '../../harness/clients/connect-client.ts';
import { usualExpectations } from '../../harness/clients/facts.ts';
import { judgeClient } from '../../harness/clients/judge-client.ts';
import { clientIn, watchClient } from '../../harness/clients/watch-client.ts';
import { describeClient, failureOf } from '../../harness/vitest.ts';
import { lanes, seed } from './lanes.ts';

const folder = (name: string): string =>
  `cmd:${fileURLToPath(new URL(`../../fixtures/clients/${name}`, import.meta.url))}`;

const pool = lanes(3);
// A client that says nothing is waited for as long as this.
const expected = { ...usualExpectations, reportsWithinMs: 2000 };

test.concurrent.each([
  ['hangs', 'hung', 1],
  ['crashes', 'crashed', 1],
  ['hammers', 'hammers', 6],
  ['lies', 'false-success', 0],
])('the client that %s is found out: %s', async (name, outcome, attempts) => {
  const [labCase] = await clientCases({ scenarios: ['refused/not-listening'], scheme: 'http' });
  const client = await connectClient(folder(name));
  const options = { seed, expected: { ...expected, recoversWithinMs: 500 } };
  const facts = await pool.use(async (lane) =>
    watchClient(lane, labCase!, await clientIn(lane, client), options),
  );
  expect(judgeClient(facts, expected)).toContain(outcome);
  expect(facts.attemptsMs.length).toBeGreaterThanOrEqual(attempts);
});

// One that has no address to connect to, one that meets silence, and one whose server does not answer.
await describeClient({
  client: folder('right'),
  scenarios: ['dns/name-does-not-exist', 'timeout/host-firewall-drop', 'stalled/server-stopped'],
  expect: { reportsWithinMs: 30_000, recoversWithinMs: 60_000, names: ['host', 'port'] },
  ...{ seed, jobs: 3 },
});

const own = test.extend({
  failure: failureOf({ client: folder('crashes'), scheme: 'http', seed }),
});
own('a test of its own asks for a failure', async ({ failure }) => {
  const seen = await failure('refused/not-listening');
  expect(seen).toMatchObject({
    outcomes: ['crashed'],
    symptom: { stage: 'connect', code: 'ECONNREFUSED' },
  });
  expect(seen.text).toContain('ECONNREFUSED');
});
