import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classes, type Cause, type Grade } from '../../vocabulary/index.ts';
import { conversationOf, nothingWrong } from '../judge/sample-trial.ts';
import type { Event, NewEvent, Standing, Truth } from '../events.ts';
import { sampleSeed } from '../topology/sample-seed.ts';
import { guesses, guessesText, probabilityOfAtLeast, type Guesses } from './guesses.ts';
import { jsonReport } from './json.ts';
import { markdownReport } from './markdown.ts';
import { htmlReport } from './page/page.ts';
import { scorecard, type Scorecard } from './scorecard.ts';
import { scorecardText } from './terminal.ts';

const refused = classes.refusedByTarget;
const hidden = (cause: Cause): Truth => ({
  cause,
  best: { client: refused, 'client+server': [cause] },
});

interface Said {
  truth: Truth;
  candidates: Cause[];
  standing?: Standing;
  code?: string;
}

/** A run at the client in which this was said. */
function cardOf(all: readonly Said[]): Scorecard {
  const events: NewEvent[] = [
    {
      ...{ type: 'run-started', version: '0', seed: sampleSeed, diagnoser: 'a', jobs: 1 },
      ...{ vantages: ['client'], scenarios: [], cases: all.length },
    },
  ];
  all.forEach(({ truth, candidates, standing = 'judged', code = 'ECONNREFUSED' }, index) => {
    const name = `refused/case-${index}`;
    const grade: Grade = 'exact';
    const verdict = { grade, why: '', breaches: [], candidates };
    const said = conversationOf('');
    const symptom = { ...said.request.symptom, code };
    const conversation = { ...said, request: { ...said.request, symptom } };
    events.push(
      { type: 'case-started', case: name, scenario: name, title: '', truth },
      { type: 'diagnosed', case: name, vantage: 'client', verdict, conversation },
      { type: 'case-ended', case: name, standing, durationMs: 1 },
    );
  });
  return scorecard(events.map((event) => ({ atMs: 1, ...event }) as Event));
}

const guessed = (all: readonly Said[]): Guesses[] => guesses(cardOf(all));

/** Each cause of the class is the truth twice. */
const truths = [...refused, ...refused].map(hidden);

test('who names what is the commonest behind a symptom guesses, though it is not behind another', () => {
  const shown = (code: string, causes: readonly Cause[], named: Cause): Said[] =>
    causes.map((cause) => ({ ...{ code, truth: hidden(cause) }, candidates: [named] }));
  const twice = <T>(all: T[]): T[] => [...all, ...all, ...all, ...all, ...all];
  const [said] = guessed([
    ...twice(shown('EHOSTUNREACH', ['wrong-port', 'wrong-port', 'not-listening'], 'wrong-port')),
    ...twice(
      shown('ECONNREFUSED', ['loopback-bind', 'loopback-bind', 'not-listening'], 'loopback-bind'),
    ),
  ]);
  expect(said).toMatchObject({ named: 30, right: 20, byChance: 20, knowsMore: false });
});

describe('a run in which every cause of a class is as common', () => {
  test('who names the class names no cause alone', () => {
    const [said] = guessed(truths.map((truth) => ({ truth, candidates: [...refused] })));
    expect(said).toEqual({
      ...{ vantage: 'client', verdicts: 16, named: 0, right: 0, byChance: 0 },
      ...{ tail: 1, knowsMore: false },
    });
    expect(guessesText(said!)).toBe(
      'at client, 16 verdicts are on classes that cannot be split; one cause alone was named in none of them',
    );
    expect(guessesText({ ...said!, verdicts: 1 })).toBe(
      'at client, 1 verdict is on a class that cannot be split; one cause alone was named in none',
    );
  });

  test('who names the same cause each time guesses', () => {
    const [said] = guessed(truths.map((truth) => ({ truth, candidates: ['wrong-port'] })));
    expect(said).toMatchObject({ named: 16, right: 2, knowsMore: false });
    expect(said?.byChance).toBeCloseTo(2);
    expect(guessesText(said!)).toMatch(/named in 16 and right in 2, where guessing gives 2\.0$/);
  });

  test('who is right each time knows more', () => {
    const [said] = guessed(truths.map((truth) => ({ truth, candidates: [truth.cause as Cause] })));
    expect(said).toMatchObject({ named: 16, right: 16, knowsMore: true });
    expect(said?.tail).toBeCloseTo((1 / 8) ** 16, 20);
    expect(guessesText(said!)).toMatch(
      /right in 16, where guessing gives 2\.0 \(probability 4e-15\): the diagnoser knows more than this vantage shows$/,
    );
  });

  test('who names two causes, or one outside of the class, has not guessed within it', () => {
    const some: Cause[][] = [['wrong-port', 'not-listening'], ['host-down'], []];
    const [said] = guessed(some.map((candidates) => ({ truth: hidden('wrong-port'), candidates })));
    expect(said).toMatchObject({ verdicts: 3, named: 0, tail: 1 });
  });
});

test('to know which cause is common is no knowledge of the case', () => {
  const common = [...Array(30)].map(() => hidden('not-listening'));
  const said = [...common, hidden('wrong-port'), hidden('loopback-bind')].map((truth) => ({
    truth,
    candidates: ['not-listening' as const],
  }));
  expect(guessed(said)).toMatchObject([{ named: 32, right: 30, knowsMore: false }]);
});

test('that a host is down is known of no case whose host answers', () => {
  const silent = (cause: Cause, name: 'silent' | 'silentButAlive'): Truth => ({
    ...{ cause, best: { client: classes[name], 'client+server': [cause] } },
  });
  // Of those of which nothing answers, a third are down; of all, a tenth.
  const truths = [...Array(30)].flatMap(() => [
    ...[silent('host-down', 'silent'), silent('host-firewall-drop', 'silent')],
    ...[silent('security-group', 'silent'), silent('host-firewall-drop', 'silentButAlive')],
    ...[...Array(6)].map(() => silent('security-group', 'silentButAlive')),
  ]);
  const said = truths.map((truth): Said => {
    const isDark = truth.best.client.includes('host-down');
    return { truth, candidates: isDark ? ['host-down'] : [...classes.silentButAlive] };
  });
  expect(guessed(said)).toMatchObject([{ named: 90, right: 30, knowsMore: false }]);
  expect(guessed(said)[0]?.byChance).toBeCloseTo(30);
});

test('a class that the run has one case of shows nothing', () => {
  const said = { truth: hidden('wrong-port'), candidates: ['wrong-port' as const] };
  expect(guessed([said])).toMatchObject([{ named: 1, right: 1, byChance: 1, tail: 1 }]);
});

test('what can be split, what is healthy and what was not judged does not count', () => {
  const split: Truth = {
    cause: 'host-down',
    best: { client: ['host-down'], 'client+server': ['host-down'] },
  };
  expect(
    guessed([
      { truth: split, candidates: ['host-down'] },
      { truth: nothingWrong, candidates: [] },
      { truth: hidden('wrong-port'), candidates: ['wrong-port'], standing: 'inconclusive' },
    ]),
  ).toEqual([]);
});

describe('the probability of at least so many', () => {
  const chances = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 9 });

  test('is what counting every outcome gives', () => {
    fc.assert(
      fc.property(chances, fc.nat(10), (given, count) => {
        let counted = 0;
        for (let outcome = 0; outcome < 2 ** given.length; outcome += 1) {
          const happens = given.map((_, index) => ((outcome >> index) & 1) === 1);
          if (happens.filter(Boolean).length < count) continue;
          counted += given.reduce(
            (product, chance, index) => product * (happens[index] ? chance : 1 - chance),
            1,
          );
        }
        expect(probabilityOfAtLeast(count, given)).toBeCloseTo(counted, 9);
      }),
    );
  });

  test('is the binomial tail where all are alike', () => {
    // P(X >= 8), X binomial with n = 10 and p = 1/6.
    expect(probabilityOfAtLeast(8, Array(10).fill(1 / 6))).toBeCloseTo(1.9449e-5, 8);
  });
});

test('every report says who knows more, in words that are the same', () => {
  const card = cardOf(truths.map((truth) => ({ truth, candidates: [truth.cause as Cause] })));
  const [said] = guesses(card);
  const text = guessesText(said!);
  const look = { columns: 300, colour: false };
  expect(scorecardText(card, look)).toContain(`\n${text}\n`);
  expect(markdownReport([card])).toContain(`\n**⚠ ${text}**\n`);
  expect(htmlReport([{ card, packets: new Map() }])).toContain(`${text}.</p>`);
  expect(jsonReport(card).guesses).toEqual([said]);
});
