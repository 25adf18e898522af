import { availableParallelism } from 'node:os';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { vantages as allVantages, type Vantage } from '../vocabulary/index.ts';
import { casesOf, type Case } from './case/case.ts';
import { findScenarios, selectFound } from './case/registry.ts';
import { shownPath } from './case/scenario-files.ts';
import { readCases, type CaseCard } from './report/case-card.ts';
import { passes } from './report/scorecard.ts';
import { caseLines } from './report/shortfalls.ts';
import { connectDiagnoser } from './guest/connector.ts';
import { lanePool } from './run/lane-pool.ts';
import { drawSeed, readSeed } from './run/seed.ts';
import { watchCase } from './run/watch-case.ts';

export { describeClient, type ClientJudgement } from './clients/describe-client.ts';
export { failureOf, type SeenClient, type StartInFailure } from './clients/failure-fixture.ts';

/** Options of a judgement, as for `badconn run`. */
export interface Judgement {
  /** As `--diagnoser`: `cmd:./mine`, relative to the working directory. */
  diagnoser: string;
  /** Ids of scenarios or families. Default: all, or all of `scenariosFrom` if given. */
  scenarios?: readonly string[];
  /** As `--scenarios`: a folder of scenarios of your own, `<family>/<cause>.ts`. */
  scenariosFrom?: string;
  /** Default: both. */
  vantages?: readonly Vantage[];
  /** Determines names, addresses and ports: 32 to 128 hex digits. Drawn by default; part of the tests' names. */
  seed?: string;
  /** How many labs run at the same time. Default: number of cores plus one. */
  jobs?: number;
  /** Time for one verdict of the diagnoser, in milliseconds. */
  deadlineMs?: number;
}

/** Time to prepare, in ms: the image may have to be built first. */
const preparingMs = 900_000;
/** Time for a case, in ms: it waits for its turn on a machine that may be busy. */
const caseMs = 600_000;

/**
 * Registers a test for each scenario and vantage in the calling test file, which must await it. A verdict passes with
 * `exact` or `narrowest`. A failed lab, or an invalid scenario or file in `scenariosFrom`, fails the test with its
 * error.
 *
 * @throws UsageError for a missing diagnoser or an unknown scenario.
 */
export async function describeScenarios({
  diagnoser,
  scenarios = [],
  scenariosFrom,
  vantages = allVantages,
  seed: given = drawSeed(),
  jobs = availableParallelism() + 1,
  deadlineMs = 10_000,
}: Judgement): Promise<void> {
  const seed = readSeed('seed', String(given));
  const connected = await connectDiagnoser(diagnoser);
  const found = selectFound(await findScenarios(scenariosFrom), scenarios);
  const cases = found.scenarios.flatMap(casesOf);
  const pool = lanePool(jobs);
  const from = scenariosFrom === undefined ? {} : { scenariosFrom };
  const run = { version: '', seed, diagnoser, vantages, ...from };

  /** One card for each layer. */
  const judge = async (labCase: Case): Promise<CaseCard[]> => {
    const options = { seed, vantages, deadlineMs };
    return readCases(await pool.use((lane) => watchCase(lane, labCase, connected, options)));
  };
  describe.concurrent(`${connected.name}, seed ${seed}`, () => {
    beforeAll(() => pool.open(), preparingMs);
    afterAll(() => pool.close());
    test.each(found.unusable.map(({ file, error }) => ({ name: shownPath(file), error })))(
      '$name',
      ({ error }) => {
        throw error;
      },
    );
    describe.each(cases.map((labCase) => ({ name: labCase.label, labCase })))(
      '$name',
      ({ labCase }) => {
        let judged: Promise<CaseCard[]> | undefined;
        test.each(vantages)('%s', { timeout: caseMs }, async (vantage) => {
          const cards = await (judged ??= judge(labCase));
          if (cards.length === 0) throw new Error(`${labCase.label} did not begin`);
          const short = cards.filter((card) => !passes(card, vantage));
          if (short.length === 0) return;
          const look = { columns: 100, colour: false };
          const lines = short.flatMap(({ results, ...card }) => {
            const here = {
              ...card,
              results: results.filter((result) => result.vantage === vantage),
            };
            return caseLines(here, { run: { ...run, vantages: [vantage] } }, look);
          });
          throw new Error(lines.join('\n'));
        });
      },
    );
  });
}
