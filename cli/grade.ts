import { Command } from '@commander-js/extra-typings';

export const gradeCommand = new Command('grade')
  .description('judge answers to the questions of badconn export evidence, without a lab')
  .argument('<answers>', 'a folder of answers (*.json), or a file: one answer, or one a line')
  .requiredOption('--truths <file>', 'the truths that export wrote beside the questions')
  .option('--json', 'one JSON document: counts, and each verdict')
  .addHelpText(
    'after',
    `
The judge is that of badconn run: the same grades for the same answers. A question without an answer is no-answer.
Exit codes: 0 all passed (exact or narrowest), 1 a verdict failed, 2 wrong use.
  badconn grade ./answers --truths tier.truths.json
  badconn grade answers.jsonl --truths tier.truths.json --json`,
  )
  .action(async (answers, options) => {
    const { grade } = await import('./export/grade-answers.ts');
    process.exitCode = await grade(answers, options);
  });

export type GradeFlags = ReturnType<typeof gradeCommand.opts>;
