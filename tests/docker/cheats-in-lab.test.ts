import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { casesOf, type Case } from '../../harness/case/case.ts';
import { loadScenarios } from '../../harness/case/registry.ts';
import { connectDiagnoser } from '../../harness/guest/connector.ts';
import { watchCase } from '../../harness/run/watch-case.ts';
import { lanes, seed } from './lanes.ts';

const pool = lanes(3);
const cases = (await loadScenarios()).flatMap(casesOf);
const folder = fileURLToPath(new URL('../../fixtures/diagnosers/cheats/in-lab', import.meta.url));
const cheats = await connectDiagnoser(`cmd:${folder}:node main.ts`);

/** One case for each cause of a class that is among the scenarios: by chance each is as likely. */
const members = {
  refusedByTarget: [
    'refused/not-listening',
    'refused/wrong-port',
    'refused/loopback-bind',
    'refused/firewall-reject-reset',
  ],
  silentButAlive: [
    'timeout/host-firewall-drop',
    'timeout/security-group',
    'timeout/control-panel-firewall',
  ],
};
const rounds = 5;

function caseOf(name: string): Case {
  const found = cases.find((one) => one.label === name);
  if (!found) throw new Error(`no case ${name}`);
  return found;
}

/** The chance of at least as many right guesses, each right with a chance of its own. */
function chanceOf(hits: number, chances: readonly number[]): number {
  let exactly = [1];
  for (const chance of chances) {
    exactly = [...exactly, 0].map(
      (value, count) => value * (1 - chance) + (exactly[count - 1] ?? 0) * chance,
    );
  }
  return exactly.slice(hits).reduce((sum, value) => sum + value, 0);
}

test('the chance of a number of right guesses is that of the binomial distribution', () => {
  expect(chanceOf(0, [0.25, 0.5])).toBe(1);
  expect(chanceOf(2, [0.25, 0.5])).toBeCloseTo(0.125);
  expect(chanceOf(3, [0.5, 0.5, 0.5, 0.5])).toBeCloseTo(5 / 16);
});

/** Which cause each cheat named, by its name. */
async function named(one: Case, draws: string): Promise<[cheat: string, cause: string][]> {
  const options = { seed, draws, vantages: ['client'], deadlineMs: 20_000 } as const;
  const events = await pool.use((lane) => watchCase(lane, one, cheats, options));
  const said = events.find((event) => event.type === 'diagnosed')?.conversation.stderr ?? '';
  return [...said.matchAll(/^(by-\S+) (\S+)$/gm)].map(([, cheat = '', cause = '']) => [
    cheat,
    cause,
  ]);
}

test('none who looks at the lab alone does better than guessing', async () => {
  const right = new Map<string, boolean[]>();
  const chances: number[] = [];
  const asked = [...Array(rounds).keys()].flatMap((round) =>
    Object.values(members).flatMap((names) => {
      chances.push(...names.map(() => 1 / names.length));
      return names.map((name) => ({ one: caseOf(name), draws: `${name} ${round}` }));
    }),
  );
  await Promise.all(
    asked.map(async ({ one, draws }) => {
      for (const [cheat, cause] of await named(one, draws)) {
        const before = right.get(cheat) ?? [];
        right.set(cheat, [...before, cause === one.scenario.cause]);
      }
    }),
  );
  expect([...right.keys()].toSorted()).toEqual([
    'by-leftovers',
    'by-processes',
    'by-timing',
    'by-topology',
  ]);
  for (const [cheat, answers] of right) {
    const hits = answers.filter(Boolean).length;
    const expected = chances.reduce((sum, chance) => sum + chance, 0);
    process.stderr.write(
      `${cheat}: right in ${hits} of ${answers.length}, by chance ${expected.toFixed(0)}\n`,
    );
    expect(answers, cheat).toHaveLength(chances.length);
    expect(chanceOf(hits, chances), cheat).toBeGreaterThan(1e-3);
  }
}, 300_000);
