import { Command } from '@commander-js/extra-typings';

export const briefCommand = new Command('brief')
  .description('a track for its teacher, in Markdown: goal, minutes, answers, usual wrong answers')
  .argument('<track>', 'the name of a track (badconn list --lessons)')
  .action(async (name) => {
    const { loadScenarios } = await import('../harness/case/registry.ts');
    const { exercisesOf } = await import('../harness/lesson/exercise.ts');
    const { findTrack } = await import('../harness/lesson/tracks.ts');
    const { stdout } = await import('../harness/output.ts');
    const { brief } = await import('./play/papers.ts');
    stdout.document(brief(findTrack(name), exercisesOf(await loadScenarios())));
  });
