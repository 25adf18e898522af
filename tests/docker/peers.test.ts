import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { casesOf } from '../../harness/case/case.ts';
import { loadScenarios } from '../../harness/case/registry.ts';
import { confine } from '../../harness/topology/draw-point.ts';
import { connectDiagnoser } from '../../harness/guest/connector.ts';
import { watchCase } from '../../harness/run/watch-case.ts';
import { lanes, seed } from './lanes.ts';

const folder = fileURLToPath(new URL('../../fixtures/diagnosers/peers', import.meta.url));
const pool = lanes(3);
const cases = (await loadScenarios()).flatMap(casesOf);

/** What each says of a closed port, and of a connection that works. */
const grades: Record<string, { refused: string; healthy: string }> = {
  curl: { refused: 'narrowest', healthy: 'exact' },
  // Its packages come with the generator of docs/peers.md.
  httpie: { refused: 'unsupported', healthy: 'unsupported' },
  nc: { refused: 'narrowest', healthy: 'exact' },
  nmap: { refused: 'narrowest', healthy: 'exact' },
  node: { refused: 'narrowest', healthy: 'exact' },
  // Knows TLS alone.
  openssl: { refused: 'unsupported', healthy: 'unsupported' },
  ping: { refused: 'no-answer', healthy: 'no-answer' },
  python: { refused: 'narrowest', healthy: 'exact' },
  wscat: { refused: 'narrowest', healthy: 'exact' },
};

test('every adapter is here', () => {
  const adapters = readdirSync(folder, { withFileTypes: true }).filter((one) => one.isDirectory());
  expect(adapters.map(({ name }) => name).toSorted()).toEqual(Object.keys(grades).toSorted());
});

describe.concurrent.each(Object.entries(grades))('%s', (peer, { refused, healthy }) => {
  test('runs in the client host, keeps the contract, and says what it can', () =>
    pool.use(async (lane) => {
      const diagnoser = await connectDiagnoser(`cmd:${folder}:${peer}/diagnose`);
      const said: string[] = [];
      for (const id of ['refused/not-listening', 'healthy/plain']) {
        const found = cases.find((each) => each.label === id)!;
        // Some of them know no plain TCP.
        const one = { ...found, axes: confine(found.axes, 'scheme', ['ws']) };
        const options = { seed, vantages: ['client'], deadlineMs: 20_000 } as const;
        for (const event of await watchCase(lane, one, diagnoser, options)) {
          if (event.type === 'diagnosed') said.push(event.verdict.grade);
        }
      }
      expect(said).toEqual([refused, healthy]);
    }));
});
