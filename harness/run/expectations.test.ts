import { describe, expect, test } from 'vitest';
import { vantages, type Expectation, type Grade, type Vantage } from '../../vocabulary/index.ts';
import { conversationOf } from '../judge/sample-trial.ts';
import type { NewEvent } from '../events.ts';
import { Tally } from './expectations.ts';

const cases = ['refused/wrong-port', 'healthy/plain', 'timeout/host-firewall-drop (ufw)'];
const entry: Expectation = {
  case: 'refused/wrong-port',
  vantage: 'client',
  grade: 'vague',
  reason: 'It does not know the class yet.',
};
/** A run in which these grades were given. */
function settled(
  expectations: Expectation[],
  given: [string, Vantage, Grade][],
  chosen: readonly Vantage[] = vantages,
) {
  const tally = new Tally(expectations);
  for (const [name, vantage, grade] of given) {
    const verdict = { grade, why: '', breaches: [], candidates: [] };
    tally.mark({
      type: 'diagnosed',
      case: name,
      vantage,
      verdict,
      conversation: conversationOf(''),
    });
  }
  return tally.settle(cases, chosen);
}

describe('a run with expectations', () => {
  test('passes where a verdict falls short as expected', () => {
    const { fellShort, expected } = settled(
      [entry],
      [
        ['refused/wrong-port', 'client', 'vague'],
        ['refused/wrong-port', 'client+server', 'exact'],
      ],
    );
    expect(fellShort).toBe(false);
    expect(expected).toEqual({
      met: ['refused/wrong-port at client: vague, as expected: It does not know the class yet.'],
      broken: [],
    });
  });

  test.each<[string, [string, Vantage, Grade][], string | undefined]>([
    [
      'passes unexpectedly',
      [['refused/wrong-port', 'client', 'narrowest']],
      'remove the expectation',
    ],
    ['has another grade', [['refused/wrong-port', 'client', 'wrong']], 'check what has changed'],
    ['never comes', [], 'there is no verdict'],
    [
      'falls short elsewhere',
      [
        ['refused/wrong-port', 'client', 'vague'],
        ['healthy/plain', 'client', 'dangerous'],
      ],
      undefined,
    ],
  ])('fails where a verdict %s', (_, given, said) => {
    const { fellShort, expected } = settled([entry], given);
    expect(fellShort).toBe(true);
    if (said === undefined) expect(expected?.broken).toEqual([]);
    else expect(expected?.broken).toEqual([expect.stringContaining(said)]);
  });

  test('asks nothing of a case or a vantage that was not run', () => {
    expect(settled([entry], [], ['client+server']).fellShort).toBe(false);
    const other = { ...entry, case: 'refused/loopback-bind' };
    expect(settled([other], []).fellShort).toBe(false);
  });
});

test('without expectations, what falls short fails', () => {
  expect(settled([], [['healthy/plain', 'client', 'exact']])).toEqual({ fellShort: false });
  expect(settled([], [['healthy/plain', 'client', 'vague']])).toEqual({ fellShort: true });
});

test('a verdict as expected is marked with the reason, and no other', () => {
  const tally = new Tally([entry]);
  const diagnosed = (vantage: Vantage, grade: Grade) => {
    const verdict = { grade, why: '', breaches: [], candidates: [] };
    const { case: name } = entry;
    return {
      type: 'diagnosed' as const,
      case: name,
      vantage,
      verdict,
      conversation: conversationOf(''),
    };
  };
  const [as, elsewhere] = [diagnosed('client', 'vague'), diagnosed('client+server', 'vague')];
  expect(tally.mark(as)).toEqual({ ...as, expected: entry.reason });
  expect(tally.mark(elsewhere)).toBe(elsewhere);
  const other = diagnosed('client', 'wrong');
  expect(tally.mark(other)).toBe(other);
  const ended: NewEvent = {
    type: 'case-ended',
    case: entry.case,
    standing: 'judged',
    durationMs: 1,
  };
  expect(tally.mark(ended)).toBe(ended);
  expect(tally.settle(cases, vantages)).toEqual({
    fellShort: true,
    expected: {
      met: [`refused/wrong-port at client: vague, as expected: ${entry.reason}`],
      broken: [
        'refused/wrong-port at client: vague was expected, and it is wrong: check what has changed',
      ],
    },
  });
});

test('what never came is told by its case and vantage', () => {
  expect(settled([entry], []).expected?.broken).toEqual([
    'refused/wrong-port at client: vague was expected, and there is no verdict',
  ]);
});

test.each<[Grade, boolean]>([
  ['unsupported', false],
  ['exact', true],
  ['no-answer', true],
])('to a target that nobody handles, %s falls short: %s', (grade, fellShort) => {
  const tally = new Tally();
  const verdict = { grade, why: '', breaches: [], candidates: [] };
  const event: NewEvent = {
    ...{ type: 'unknown-target', case: 'healthy/plain', verdict, conversation: conversationOf('') },
  };
  expect(tally.mark(event)).toBe(event);
  expect(tally.settle(cases, vantages)).toEqual({ fellShort });
});
