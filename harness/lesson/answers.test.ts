import { expect, test } from 'vitest';
import { classes } from '../../vocabulary/index.ts';
import { loopbackBind, nothingWrong } from '../judge/sample-trial.ts';
import { gradePicks } from './answers.ts';

const atClient = { truth: loopbackBind, vantage: 'client' } as const;

test('an answer has the grade that a program gets', () => {
  expect(gradePicks(['loopback-bind'], atClient).grade).toBe('exact');
  expect(gradePicks([...classes.refusedByTarget], atClient).grade).toBe('narrowest');
  expect(gradePicks(['loopback-bind', 'not-listening'], atClient).grade).toBe('vague');
  expect(gradePicks(['not-listening'], atClient).grade).toBe('wrong');
  expect(gradePicks([], atClient).grade).toBe('no-answer');
  expect(gradePicks(['none'], atClient).grade).toBe('dangerous');
  expect(gradePicks(['none'], { truth: nothingWrong, vantage: 'client' }).grade).toBe('exact');
});

test('once the server was looked at, its class is no full answer', () => {
  const atServer = { truth: loopbackBind, vantage: 'client+server' } as const;
  expect(gradePicks([...classes.refusedByTarget], atServer).grade).toBe('vague');
});

test('that nothing is wrong stands alone', () => {
  expect(() => gradePicks(['none', 'wrong-port'], atClient)).toThrow(/wrong-port/);
});
