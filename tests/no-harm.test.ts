import { describe, expect, test } from 'vitest';
import { conclude } from '../diagnoser/index.ts';
import { harmOf, mends } from '../harness/judge/harm.ts';
import { harmOfCommand } from '../harness/judge/commands.ts';
import { casesOf, loadScenarios } from '../harness/registry.ts';
import { vantages } from '../vocabulary/index.ts';
import { recordingOf } from './recorded.ts';

const cases = (await loadScenarios()).flatMap(casesOf);
const trials = cases.flatMap(({ name, scenario }) =>
  vantages.map((vantage) => ({ name, vantage, cause: scenario.cause })),
);

describe('the reference diagnoser, on what was recorded', () => {
  test.each(trials)('does no harm in $name at $vantage', async ({ name, vantage, cause }) => {
    const { candidates, remedy } = await conclude(recordingOf(name)[vantage]!);
    expect(remedy === undefined).toBe(cause === 'none');
    if (remedy === undefined) return;
    expect(harmOf(cause, remedy.action)).toBeUndefined();
    const harm = remedy.commands.map((command) => [command, harmOfCommand(cause, command)]);
    expect(harm.filter(([, known]) => known !== undefined)).toEqual([]);
    // It looks further unless one cause is left, and then its remedy is one of that cause.
    const fits = candidates.length === 1 && mends(candidates[0]!, remedy.action);
    expect(fits || remedy.action === 'look-further').toBe(true);
    if (candidates.length > 1) expect(remedy.action).toBe('look-further');
  });
});
