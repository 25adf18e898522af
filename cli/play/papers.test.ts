import { expect, test } from 'vitest';
import { loadScenarios } from '../../harness/case/registry.ts';
import { exercisesOf, findExercise } from '../../harness/lesson/exercise.ts';
import { tracks } from '../../harness/lesson/tracks.ts';
import { handoutPage } from './handout-page.ts';
import { brief, handout } from './papers.ts';

const exercises = exercisesOf(await loadScenarios());
const seed = '0123456789abcdef0123456789abcdef';

test.each(tracks.map((track) => [track.name, track] as const))(
  'a handout of %s has a page for each case, and names causes on the page of answers alone',
  (_, { ids }) => {
    const chosen = ids.map((id) => findExercise(exercises, id));
    const pages = handout(chosen, { seed, answers: true });
    const without = handout(chosen, { seed, answers: false });
    for (const { number, labCase } of chosen) {
      expect(without).toContain(`# Case ${number}`);
      const [{ cause }] = labCase.layers;
      const name = cause === 'none' ? 'nothing is wrong' : `\`${cause}\``;
      expect(pages).toContain(name);
      expect(without).not.toContain(name);
      expect(without).not.toContain(labCase.id);
      expect(without).not.toContain(labCase.scenario.title);
    }
  },
);

test('a handout is of the lab that its command opens', () => {
  const pages = handout([findExercise(exercises, 'refused/loopback-bind')], {
    seed,
    answers: false,
  });
  expect(pages).toContain(`badconn play 89257 --seed ${seed}`);
  expect(pages).toContain('ECONNREFUSED at connect');
});

test('a brief has the answer, wrong answers and what tells them apart', () => {
  for (const track of tracks) {
    const text = brief(track, exercises);
    for (const id of track.ids) {
      const { number, labCase } = findExercise(exercises, id);
      expect(text).toContain(`## ${number}: ${labCase.scenario.title}`);
      expect(text).toContain(labCase.scenario.lesson.tellApart);
    }
  }
  expect(brief(tracks[0]!, exercises)).toMatch(/Usual wrong answers: `\w+/);
});

test('a handout as a page has a sheet for each case, and answers on the last alone', () => {
  const chosen = ['refused/loopback-bind', 'healthy/plain'].map((id) =>
    findExercise(exercises, id),
  );
  const pages = handoutPage(chosen, { seed, answers: true });
  const without = handoutPage(chosen, { seed, answers: false });
  expect([pages, without].map((page) => page.match(/<section /g)?.length)).toEqual([3, 2]);
  expect(pages).toContain('loopback-bind: ');
  expect(without).not.toContain('loopback-bind');
  for (const { number } of chosen) {
    expect(without).toContain(`npx badconn play ${number} --seed ${seed}`);
  }
  expect(without).toContain('<svg');
});
