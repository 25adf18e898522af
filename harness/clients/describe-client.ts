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

/** What `badconn client` takes as options. */
export interface ClientJudgement {
  /** `cmd:./app`, relative to the working directory; or `cmd:./app:<command>`. */
  client: string;
  /** Ids of scenarios, or families. One failure of each kind by default. */
  scenarios?: readonly string[];
  /** A folder of scenarios of your own. */
  scenariosFrom?: string;
  /** What the client speaks; by default, as each scenario has it. */
  scheme?: Scheme;
  /** What the client is held to, where that differs from what is usual. */
  expect?: Partial<Expectations>;
  /** Drawn anew by default, and part of the tests' name. */
  seed?: string;
  /** How many labs stand at the same time. By default, one more than cores. */
  jobs?: number;
}

const preparingMs = 900_000;
const caseMs = 600_000;

/**
 * Registers a test for each failure, in the test file that calls and awaits it: the client is started while the
 * connection is broken, and must be right.
 *
 * @throws UsageError for a client that is not there or a scenario that is unknown.
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
