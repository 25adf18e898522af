import { describe, expect, test } from 'vitest';
import { vantages, type Expectation, type Grade, type Vantage } from '../../vocabulary/index.ts';
import { conversationOf } from '../judge/sample-trial.ts';
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
      'take the expectation out',
    ],
    ['has another grade', [['refused/wrong-port', 'client', 'wrong']], 'look at what has changed'],
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
