import { availableParallelism } from 'node:os';
import { afterAll, beforeAll, describe, test } from 'vitest';
import type { Scheme } from '../topology/point.ts';
import { lanePool } from '../run/lane-pool.ts';
import { drawSeed, readSeed } from '../run/seed.ts';
import { clientCases } from './client-cases.ts';
import { clientTable } from './client-table.ts';
import { connectClient } from './connect-client.ts';
import { outcomes, usualExpectations, type Expectations } from './facts.ts';
import { judgeClient } from './judge-client.ts';
import { clientIn, watchClient } from './watch-client.ts';

/** Options of a judgement, as for `badconn client`. */
export interface ClientJudgement {
  /** `cmd:./app`, relative to the working directory; or `cmd:./app:<command>`. */
  client: string;
  /** Ids of scenarios or families. Default: one failure of each kind. */
  scenarios?: readonly string[];
  /** A folder of scenarios of your own. */
  scenariosFrom?: string;
  /** Protocol of the client. Default: that of each scenario. */
  scheme?: Scheme;
  /** Expectations that differ from the defaults. */
  expect?: Partial<Expectations>;
  /** Drawn by default. It is part of the tests' names. */
  seed?: string;
  /** How many labs run at the same time. Default: number of cores plus one. */
  jobs?: number;
}

const preparingMs = 900_000;
const caseMs = 600_000;

/**
 * Registers one test for each failure in the calling test file, which must await it. Each test starts the client
 * while the connection is broken, and fails unless the client's outcome is `right`.
 *
 * @throws UsageError for a missing client or an unknown scenario.
 */
export async function describeClient({
  client,
  expect = {},
  seed: given = drawSeed(),
  jobs = availableParallelism() + 1,
  ...wanted
}: ClientJudgement): Promise<void> {
  const seed = readSeed('seed', String(given));
  const expected = { ...usualExpectations, ...expect };
  const connected = await connectClient(client);
  const cases = await clientCases(wanted);
  const pool = lanePool(jobs);
  describe.concurrent(`${client}, seed ${seed}`, () => {
    beforeAll(() => pool.open(), preparingMs);
    afterAll(() => pool.close());
    test.each(cases.map((labCase) => ({ name: labCase.label, labCase })))(
      '$name',
      { timeout: caseMs },
      async ({ labCase }) => {
        const options = { seed, expected };
        const facts = await pool.use(async (lane) =>
          watchClient(lane, labCase, await clientIn(lane, connected), options),
        );
        const found = judgeClient(facts, expected);
        if (found[0] === 'right') return;
        const table = clientTable([{ outcomes: found, facts }]);
        const said = facts.text.trim() === '' ? [] : ['it said:', facts.text.trimEnd()];
        throw new Error(
          [...found.map((one) => `${one}: ${outcomes[one]}`), ...table, ...said].join('\n'),
        );
      },
    );
  });
}
