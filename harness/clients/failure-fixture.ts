import { readSeed, drawSeed } from '../run/seed.ts';
import { lanePool } from '../run/lane-pool.ts';
import { clientCases } from './client-cases.ts';
import { connectClient } from './connect-client.ts';
import type { ClientJudgement } from './describe-client.ts';
import { usualExpectations, type ClientFacts, type ClientOutcome } from './facts.ts';
import { judgeClient } from './judge-client.ts';
import { clientIn, watchClient } from './watch-client.ts';

/** What a client did in a failure, and its outcomes. */
export interface SeenClient extends ClientFacts {
  outcomes: ClientOutcome[];
}

/** Starts the client in a failure (id of a scenario) and resolves to what it did. */
export type StartInFailure = (id: string) => Promise<SeenClient>;

type FailureFixture = (
  // vitest reads the names of other fixtures from the pattern.
  context: object,
  use: (failure: StartInFailure) => Promise<void>,
) => Promise<void>;

/**
 * A fixture for `test.extend({ failure: failureOf({ client }) })`: a test names a failure, runs the client in it, and
 * makes assertions of its own. One lab at a time, built on request and used by that test alone.
 */
export function failureOf({
  client,
  expect = {},
  seed: given = drawSeed(),
  scheme,
  scenariosFrom,
}: Omit<ClientJudgement, 'scenarios' | 'jobs'>): FailureFixture {
  const seed = readSeed('seed', given);
  const expected = { ...usualExpectations, ...expect };
  // oxlint-disable-next-line no-empty-pattern -- Vitest reads from the pattern which fixtures are used.
  return async ({}, use) => {
    const pool = lanePool(1);
    await pool.open();
    try {
      const connected = await connectClient(client);
      await use(async (id) => {
        const wanted = { scenarios: [id], scheme, scenariosFrom };
        const [labCase] = await clientCases(wanted);
        if (labCase === undefined) throw new Error(`${id} has no case`);
        const facts = await pool.use(async (lane) =>
          watchClient(lane, labCase, await clientIn(lane, connected), { seed, expected }),
        );
        return { ...facts, outcomes: judgeClient(facts, expected) };
      });
    } finally {
      await pool.close();
    }
  };
}
