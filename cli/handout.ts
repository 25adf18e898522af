import { Command } from '@commander-js/extra-typings';

export const handoutCommand = new Command('handout')
  .description('one page a case to print: symptom, network, room to write; answers at the end')
  .argument('[id...]', 'numbers of exercises, or ids of scenarios')
  .option('--track <name>', 'the exercises of a track')
  .option('--html', 'as one HTML page; by default Markdown')
  .option('--no-answers', 'leave the answers out')
  .option('--seed <digits>', '32 to 128 hex digits, for the names, addresses and ports')
  .option('--scenarios <folder>', 'scenarios of your own, <family>/<cause>.ts')
  .action(async (ids, { track, html, answers, seed: given, scenarios: from }) => {
    const { UsageError } = await import('../harness/errors.ts');
    const { findScenarios, selectFound } = await import('../harness/case/registry.ts');
    const { exercisesOf, findExercise } = await import('../harness/lesson/exercise.ts');
    const { findTrack } = await import('../harness/lesson/tracks.ts');
    const { drawSeed, readSeed } = await import('../harness/run/seed.ts');
    const { stdout } = await import('../harness/output.ts');
    const { handout } = await import('./play/papers.ts');
    const { handoutPage } = await import('./play/handout-page.ts');
    const wanted = [...ids, ...(track === undefined ? [] : findTrack(track).ids)];
    if (wanted.length === 0) {
      throw new UsageError({
        code: 'USAGE_HANDOUT',
        what: 'No exercise is named; allowed are numbers, ids, and --track.',
        next: 'npx badconn handout --track refused',
      });
    }
    const exercises = exercisesOf(selectFound(await findScenarios(from), []).scenarios);
    const seed = given === undefined ? drawSeed() : readSeed('--seed', given);
    const chosen = wanted.map((id) => findExercise(exercises, id));
    stdout.document((html ? handoutPage : handout)(chosen, { seed, answers }));
  });
