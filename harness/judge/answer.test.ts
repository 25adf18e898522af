import { describe, expect, test } from 'vitest';
import { withoutLists } from '../../tests/without-lists.ts';
import { readAnswer } from './answer.ts';
import { conversationOf, goodAnswer } from './sample-trial.ts';

const { request } = conversationOf('');
const breachesOf = async (stdout: string) => (await readAnswer(stdout, request)).breaches;
const breachesOfAnswer = (change: object) =>
  breachesOf(JSON.stringify({ ...goodAnswer, ...change }));

test('a good answer has no breach, whatever white space is around it', async () => {
  const { answer, breaches } = await readAnswer(
    `\n ${JSON.stringify(goodAnswer, null, 2)}\n\n`,
    request,
  );
  expect(breaches).toEqual([]);
  expect(answer).toEqual(goodAnswer);
});

test('fields beyond the contract are no breach', async () => {
  expect(await breachesOfAnswer({ confidence: 0.7 })).toEqual([]);
});

describe('breaches of stdout', () => {
  const good = JSON.stringify(goodAnswer);
  test.each([
    ['nothing', ' \n', 'stdout is empty, where one JSON document was expected'],
    [
      'logs before',
      `probing {x}\n${good}`,
      "logs on stdout before the answer ('probing {x}'): put them on stderr",
    ],
    [
      'logs after',
      `${good}\ndone {x}`,
      "logs on stdout after the answer ('done {x}'): put them on stderr",
    ],
    [
      'a second document',
      `${good}\n${good}`,
      'stdout holds a second JSON document after the answer',
    ],
    ['a number', '42', 'the answer is 42, and must be an object'],
    ['a list', `[${good}]`, 'the answer is an array, and must be an object'],
  ])('%s', async (_, stdout, breach) => {
    expect(await breachesOf(stdout)).toEqual([breach]);
  });

  test('what is at fault is named by its line', async () => {
    const cut = good.slice(0, -1);
    expect([
      await breachesOf('\n\nthe server seems to be down'),
      await breachesOf(`probing\n${cut}`),
      await breachesOf(`\n{"protocol": 1,}\n`),
    ]).toMatchInlineSnapshot(`
      [
        [
          "stdout holds no JSON document: line 3 is not JSON: 'the server seems to be down'",
        ],
        [
          "stdout holds no JSON document: the document that begins in line 2 has no end",
        ],
        [
          "stdout holds no JSON document: the document that begins in line 2: Expected double-quoted property name in JSON at position 15 (line 1 column 16)",
        ],
      ]
    `);
  });

  test('logs do not hide what is wrong with the answer behind them', async () => {
    const breaches = await breachesOf(
      `probing\n${JSON.stringify({ ...goodAnswer, id: 'x' })}\nbye`,
    );
    expect(breaches).toHaveLength(3);
  });

  test('control characters do not reach the terminal', async () => {
    const breaches = await breachesOfAnswer({ id: '\u001b[2J\u009b31m' });
    expect(breaches.join()).not.toMatch(/\p{Cc}/u);
    expect((await breachesOf('\u001b[2J')).join()).not.toMatch(/\p{Cc}/u);
  });
});

test('all breaches of the fields are told', async () => {
  const breaches = await breachesOfAnswer({
    protocol: 2,
    id: undefined,
    status: 'broken',
    candidates: ['wrong-port', 'timeout', 'refused', 'wrong-port', 'not-listning', 'x-own', 'x-'],
    evidence: [{ for: ['loopback-bind'] }, 'saw it', { observed: 'x', against: ['dns'] }],
    remedy: { action: 'reboot', text: 'Reboot.', commands: 'reboot' },
    diagnoser: { name: 7 },
  });
  expect(breaches.map(withoutLists)).toMatchInlineSnapshot(`
    [
      "protocol is 2, and must be 1",
      "the answer has no id",
      "status is 'broken', which is no status; statuses are healthy, diagnosed, cannot-tell, unsupported",
      "candidates[1] is 'timeout', which is no cause; causes are <every cause>, and x-<state> for one of your own",
      "candidates[2] is 'refused', which is no cause",
      "candidates[4] is 'not-listning', which is no cause (nearest: not-listening)",
      "candidates[6] is 'x-', which is no cause",
      "candidates names 'wrong-port' twice",
      "evidence[0] has no observed",
      "evidence[1] is 'saw it', and must be an object",
      "evidence[2].against[0] is 'dns', which is no cause",
      "remedy.action is 'reboot', which is no remedy action; remedy actions are <every remedy action>",
      "remedy.commands is 'reboot', and must be an array",
      "diagnoser has no version",
      "diagnoser.name is 7, and must be a string",
    ]
  `);
});

describe('fields that do not fit each other', () => {
  test.each([
    ['another id', { id: 'r-2' }, "id is 'r-2', and the request's is 'r-1'"],
    ['diagnosed as nothing', { candidates: [] }, "candidates is empty, and status is 'diagnosed'"],
    [
      'healthy with a cause',
      { status: 'healthy' },
      "candidates must be empty unless status is 'diagnosed', and status is 'healthy'",
    ],
    [
      'cannot tell with a cause',
      { status: 'cannot-tell' },
      "candidates must be empty unless status is 'diagnosed', and status is 'cannot-tell'",
    ],
    [
      'cannot tell, and knows what lies beneath',
      { status: 'cannot-tell', candidates: [], also: ['wrong-port'] },
      "also must be empty unless status is 'diagnosed', and status is 'cannot-tell'",
    ],
    [
      'what lies beneath itself',
      { also: ['wrong-port', 'loopback-bind'] },
      "also has 'loopback-bind', which is among the candidates: it lists what lies beneath them",
    ],
  ])('%s', async (_, change, breach) => {
    expect(await breachesOfAnswer(change)).toEqual([breach]);
  });
});

describe('answers made to hurt are bounded', () => {
  test('a list of many entries', async () => {
    expect(await breachesOfAnswer({ candidates: Array(200_000).fill(1) })).toEqual([
      'the answer holds a list of 200000 entries; at most 1000 are read',
    ]);
  });

  test('deep nesting', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(await breachesOf(`{"candidates": ${deep}}`)).toEqual([
      'the answer is nested deeper than 50 levels',
    ]);
  });

  test('many breaches', async () => {
    const breaches = await breachesOfAnswer({ evidence: Array(500).fill(1) });
    expect(breaches).toHaveLength(21);
    expect(breaches.at(-1)).toBe('and 480 more');
  });

  test('many beginnings of documents', async () => {
    expect(await breachesOf('{\n'.repeat(400_000))).toHaveLength(1);
  });
});
