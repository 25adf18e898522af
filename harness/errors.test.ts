import { expect, test } from 'vitest';
import * as errors from './errors.ts';

const explanation = {
  code: 'A_CODE',
  what: 'One thing was expected, and another observed.',
  evidence: ['a fact', 'another fact'],
  next: 'npx badconn doctor',
};

test('the message is read from the top: what, evidence, next step', () => {
  const error = new errors.EngineError(explanation);
  expect(error.message).toMatchInlineSnapshot(`
    "One thing was expected, and another observed.
      a fact
      another fact
      Next: npx badconn doctor"
  `);
  expect(error.shortMessage).toBe(explanation.what);
});

test.each([
  [errors.UsageError, 2],
  [errors.ScenarioError, 2],
  [errors.MachineError, 3],
  [errors.EngineError, 4],
  [errors.LeakError, 4],
  [errors.OutputError, 5],
])('%o ends the command line with %i', (Kind, exitCode) => {
  const cause = new Error('the reason');
  const error = new Kind({ ...explanation, cause });
  expect(error).toMatchObject({ exitCode, code: 'A_CODE', cause, name: Kind.name });
  expect(errors.isBadconnError(error)).toBe(true);
});

test('an error of somebody else is none of these', () => {
  expect(errors.isBadconnError(new Error('other'))).toBe(false);
  expect(new errors.UsageError(explanation).cause).toBeUndefined();
});
