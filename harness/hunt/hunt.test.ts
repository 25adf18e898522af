import { describe, expect, test } from 'vitest';
import { caseOf } from '../../tests/fake-case.ts';
import { casesOf, type Case } from '../case/case.ts';
import { loadScenarios } from '../case/registry.ts';
import { pointText } from '../case/point-text.ts';
import { sampleSeed, seedOf } from '../topology/sample-seed.ts';
import { drawTurn, type HuntTurn } from './draw-turn.ts';
import { hunt, type HuntOptions, type News } from './hunt.ts';
import { findingDocument, findingLines } from './told.ts';
import type { CaseOutcome } from './shortfall.ts';

const cases = (await loadScenarios()).flatMap(casesOf);
const asked = { diagnoser: 'reference', deadlineMs: 10_000 };
const fine: CaseOutcome = { kind: 'judged', shortfalls: [] };
const wrong: CaseOutcome = {
  kind: 'judged',
  shortfalls: [{ vantage: 'client', grade: 'wrong', why: 'It names another.', candidates: [] }],
};

/** A case without a point, which a hunt draws. */
function open(labCase: Case): Case {
  const { point: drawnBefore, ...rest } = labCase;
  expect(drawnBefore).toBeDefined();
  return rest;
}

/** Hunts so many turns with a runner of its own. */
async function hunted(
  turns: number,
  run: (turn: HuntTurn) => CaseOutcome,
  more: Partial<HuntOptions> = {},
) {
  const news: News[] = [];
  let left = turns;
  const found = await hunt({
    ...{ cases, seed: sampleSeed, jobs: 1, told: (each) => news.push(each) },
    // Smaller variations are asked for as well; only whole turns are counted.
    goesOn: () => left > 0,
    run: (turn) => Promise.resolve(run(turn)),
    ...more,
    ...(more.told
      ? {}
      : {
          told: (each: News) => {
            news.push(each);
            if (each.kind === 'ran' && !each.isTrial) left -= 1;
          },
        }),
  });
  return { found, news };
}

describe('the turns of a hunt', () => {
  test('each case has its turn before one has its second', () => {
    const turns = [...Array(2 * cases.length).keys()].map((turn) =>
      drawTurn(cases, sampleSeed, turn),
    );
    for (const round of [turns.slice(0, cases.length), turns.slice(cases.length)]) {
      expect(new Set(round.map(({ labCase }) => labCase.key)).size).toBe(cases.length);
    }
    expect(turns.map(({ labCase }) => labCase.key).slice(0, cases.length)).not.toEqual(
      turns.map(({ labCase }) => labCase.key).slice(cases.length),
    );
    expect(new Set(turns.map(({ seed }) => seed)).size).toBe(turns.length);
  });

  test('the same seed has the same turns, another seed others', () => {
    const told = (seed: string): string[] =>
      [...Array(20).keys()].map((turn) => {
        const { labCase, seed: own } = drawTurn(cases, seed, turn);
        return `${labCase.label} ${JSON.stringify(labCase.point)} ${own}`;
      });
    expect(told(sampleSeed)).toEqual(told(sampleSeed));
    expect(told(sampleSeed)).not.toEqual(told(seedOf(1)));
  });
});

test('where nothing falls short nothing is found', async () => {
  const { found, news } = await hunted(10, () => fine);
  expect(found).toEqual([]);
  expect(news.map(({ kind }) => kind)).toEqual(Array(10).fill('ran'));
});

test('what falls short over IPv6 is found once, as small as that', async () => {
  const { found, news } = await hunted(
    3 * cases.length,
    ({ labCase }) =>
      labCase.id === 'refused/wrong-port' && labCase.point?.ipVersion === 6 ? wrong : fine,
    {
      cases: [caseOf('refused/wrong-port'), caseOf('healthy/plain')].map(open),
    },
  );
  expect(found).toHaveLength(1);
  const [finding] = found;
  expect(pointText(finding!.labCase.axes, finding!.least)).toBe('ipVersion=6');
  expect(finding).toMatchObject({ isSteady: true });
  const again = news.filter(({ kind }) => kind === 'met-again').length;
  expect(again).toBeGreaterThan(5);
  expect(finding!.times).toBe(again + 1);
});

test('what does not fall short again is told, and is not made smaller', async () => {
  let runs = 0;
  const { found } = await hunted(1, () => (runs++ === 0 ? wrong : fine));
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ isSteady: false, times: 1 });
  expect(found[0]?.least).toEqual(found[0]?.met);
  expect(runs).toBe(2);
});

test('a lab that failed is no finding', async () => {
  const { found } = await hunted(5, () => ({ kind: 'inconclusive', why: 'the lab failed' }));
  expect(found).toEqual([]);
});

test('two shortfalls of one case are two findings', async () => {
  const both: CaseOutcome = {
    kind: 'judged',
    shortfalls: (['client', 'client+server'] as const).map((vantage) => ({
      ...{ vantage, grade: 'vague', why: 'It names too many.', candidates: [] },
    })),
  };
  const { found } = await hunted(1, () => both);
  expect(found.map(({ shortfall }) => shortfall.vantage)).toEqual(['client', 'client+server']);
});

test('lanes that meet the same at once find it once', async () => {
  const { found } = await hunted(8, () => wrong, {
    cases: [open(caseOf('refused/wrong-port'))],
    jobs: 4,
  });
  expect(found).toHaveLength(1);
  expect(found[0]!.times).toBeGreaterThanOrEqual(4);
});

test('a finding tells what brings it back', async () => {
  const { found } = await hunted(1, () => wrong);
  const [finding] = found;
  const document = findingDocument(finding!, asked);
  const { labCase, seed } = finding!;
  expect(document).toMatchObject({ scenario: labCase.id, seed, vantage: 'client', grade: 'wrong' });
  expect(document.replay).toContain(`npx badconn run ${labCase.id}`);
  expect(document.replay).toContain(`--seed ${seed} --at `);
  const lines = findingLines(finding!, { ...asked, diagnoser: 'cmd:./mine', deadlineMs: 500 });
  expect(lines.at(-1)).toMatch(
    /^ {2}replay {3}npx badconn run .* --diagnoser cmd:\.\/mine --deadline 500$/,
  );
});
