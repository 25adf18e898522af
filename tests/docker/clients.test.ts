import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { atPoint, casesOf } from '../../harness/case/case.ts';
import { loadScenarios } from '../../harness/case/registry.ts';
import { clientCases } from '../../harness/clients/client-cases.ts';
import type { ClientEvidence } from '../../harness/clients/evidence.ts';
import { connectClient } from '../../harness/clients/connect-client.ts';
import { usualExpectations } from '../../harness/clients/facts.ts';
import { judgeClient } from '../../harness/clients/judge-client.ts';
import { clientIn, watchClient } from '../../harness/clients/watch-client.ts';
import { defaultPoint } from '../../harness/topology/draw-point.ts';
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
  const shown: ClientEvidence[] = [];
  const show = (one: ClientEvidence): void => void shown.push(one);
  const options = { seed, expected: { ...expected, recoversWithinMs: 500 }, show };
  const facts = await pool.use(async (lane) =>
    watchClient(lane, labCase!, await clientIn(lane, client), options),
  );
  expect(judgeClient(facts, expected)).toContain(outcome);
  expect(facts.attemptsMs.length).toBeGreaterThanOrEqual(attempts);
  // Each attempt, and the reset that answers it, was seen at both ends.
  expect(shown).toHaveLength(1);
  const { broken, faults } = shown[0]!;
  expect(faults.map(({ on }) => on)).toEqual(['server']);
  for (const packets of [broken.client, broken.server]) {
    const resets = packets.filter((one) => one.kind === 'tcp' && one.flags.includes('RST'));
    expect(resets.length).toBeGreaterThanOrEqual(attempts);
  }
});

// Says nothing until then.
const staying = `
  const socket = new WebSocket(process.env.BADCONN_URL);
  socket.onopen = () => setInterval(() => socket.send('hello'), 200);
  socket.onclose = ({ code }) => { console.log('closed', code); process.exit(1); };`;

test.concurrent(
  'of a client whose connection stood, all is counted from when it was broken',
  async () => {
    const [found] = (await loadScenarios()).filter(({ id }) => id === 'lost/not-listening');
    const [open] = casesOf(found!);
    const labCase = atPoint(open!, defaultPoint(open!.axes));
    const facts = await pool.use((lane) =>
      watchClient(lane, labCase, () => ({ argv: ['node', '-e', staying] }), { seed, expected }),
    );
    expect(facts).toMatchObject({
      ...{ text: 'closed 1006\n', attemptsMs: [] },
      symptom: { stage: 'stay', code: 'close 1006' },
      ended: { code: 1 },
    });
    expect(facts.saidMs).toBeGreaterThanOrEqual(0);
  },
);

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
