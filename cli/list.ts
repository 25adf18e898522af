import { Command } from '@commander-js/extra-typings';
import type { Scenario } from '../harness/case/scenario.ts';

/** Causes of the layers beneath the outermost, if any. */
const beneath = (scenario: Scenario): { beneath?: string[] } =>
  'beneath' in scenario && scenario.beneath
    ? { beneath: scenario.beneath.map(({ cause }) => cause) }
    : {};

export const listCommand = new Command('list')
  .description('list the scenarios: id, symptom of an ordinary client, title')
  .argument('[id...]', 'scenarios or families; all by default')
  .option('--scenarios <folder>', 'scenarios of your own, <family>/<cause>.ts')
  .option('--axes', 'show the axes of each scenario and their values, default first')
  .option(
    '--lessons',
    'exercises without their answers, by tracks: number, symptom, how far you are',
  )
  .option('--json', 'one JSON document')
  .action(async (ids, options) => {
    const { json, axes: isByAxes, lessons: isByLessons, scenarios: from } = options;
    const { say, stdout } = await import('../harness/output.ts');
    const { casesOf } = await import('../harness/case/case.ts');
    const { choicesLines, choicesOf } = await import('../harness/case/choices.ts');
    const { findScenarios, selectFound } = await import('../harness/case/registry.ts');
    const { shownCases } = await import('../harness/case/shown-cases.ts');
    const { inFull, symptomText } = await import('../harness/symptom.ts');
    const { scenarios, unusable } = selectFound(await findScenarios(from), ids);
    for (const { error } of unusable) say(error.message);
    if (unusable.length > 0) process.exitCode = 2;
    if (isByLessons) {
      const { exercisesOf } = await import('../harness/lesson/exercise.ts');
      const { lessonFolder, lessonsIn } = await import('../harness/lesson/lesson-log.ts');
      const { lessonsList } = await import('./play/teacher-text.ts');
      const lines = lessonsList(exercisesOf(scenarios), lessonsIn(lessonFolder()));
      stdout.text(`${lines.join('\n')}\n`);
      return;
    }
    const rows = scenarios.map((registered) => ({
      id: registered.id,
      title: registered.scenario.title,
      symptoms: [
        ...new Set(
          casesOf(registered)
            .flatMap(shownCases)
            .map(({ layers }) => symptomText(inFull(layers[0].symptom))),
        ),
      ],
      cause: registered.scenario.cause,
      ...beneath(registered.scenario),
      axes: choicesOf(casesOf(registered)),
      ...(registered.scenario.documented ? { documented: registered.scenario.documented } : {}),
    }));
    if (json) {
      stdout.json(rows);
      return;
    }
    const { foldedLines, listLines } = await import('./list-text.ts');
    const columns = stdout.isTTY ? stdout.columns : undefined;
    if (isByAxes) {
      stdout.text(`${foldedLines(choicesLines(rows), columns).join('\n')}\n`);
      return;
    }
    stdout.text(`${listLines(rows, columns).join('\n')}\n`);
  });
