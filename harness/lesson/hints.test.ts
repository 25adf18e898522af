import { expect, test } from 'vitest';
import { causeText } from '../../vocabulary/index.ts';
import { loadScenarios } from '../case/registry.ts';
import { exercisesOf } from './exercise.ts';
import { hintOf, hintSteps, lastHint } from './hints.ts';

const exercises = exercisesOf(await loadScenarios());
const withoutAnswer = hintSteps.slice(0, -1).map((_, index) => index + 1);

test.each(exercises.map(({ labCase }) => [labCase.label, labCase] as const))(
  'no hint before the last names the cause of %s',
  (_, labCase) => {
    const [{ cause }] = labCase.layers;
    for (const step of withoutAnswer) {
      const hint = hintOf(labCase, step);
      expect(hint.trim().length, `step ${step}`).toBeGreaterThan(8);
      if (cause === 'none') continue;
      const names = [cause, cause.replaceAll('-', ' '), causeText(cause), labCase.scenario.title];
      const found = names.filter((name) => hint.toLowerCase().includes(name.toLowerCase()));
      expect(found, `step ${step}: ${hint}`).toEqual([]);
    }
  },
);

test('the last hint is the answer', () => {
  for (const { labCase } of exercises) {
    const [{ cause, remedy }] = labCase.layers;
    const hint = hintOf(labCase, lastHint);
    expect(hint).toContain(cause === 'none' ? 'Nothing is wrong' : causeText(cause));
    if (remedy) expect(hint).toContain(remedy.advice);
  }
});
