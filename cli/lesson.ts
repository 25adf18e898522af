import { Command } from '@commander-js/extra-typings';

export const lessonCommand = new Command('lesson')
  .description(
    'the lesson of a scenario for a teacher, answers and all: why, hints, look-alikes, sources',
  )
  .argument('<id>', 'the scenario, or the number of an exercise')
  .option('--scenarios <folder>', 'scenarios of your own, <family>/<cause>.ts')
  .action(async (id, { scenarios: from }) => {
    const { findScenarios, selectFound } = await import('../harness/case/registry.ts');
    const { exercisesOf, findExercise } = await import('../harness/lesson/exercise.ts');
    const { lessonText } = await import('./play/teacher-text.ts');
    const { stdout } = await import('../harness/output.ts');
    const exercises = exercisesOf(selectFound(await findScenarios(from), []).scenarios);
    stdout.text(`${lessonText(findExercise(exercises, id), exercises).join('\n')}\n`);
  });
