import { Command } from '@commander-js/extra-typings';

export const replayCommand = new Command('replay')
  .description('diagnose again from evidence that badconn diagnose --save wrote')
  .argument('<file...>', 'saved cases')
  .option('--causes <folder>', 'causes of your own, in addition to the built-in ones')
  .option('-v, --verbose', 'every possible cause, and every observation')
  .option('--json', 'one JSON document: file, vantage, truth, agrees, answer, account')
  .addHelpText(
    'after',
    `
Needs no network: the evidence is in the file. If "truth" in the file is a cause, or none (it is written
as unknown), the verdict is compared with it.
Exit code: 0 no verdict contradicts its truth, 1 one does, 2 wrong use.
  badconn diagnose ws://shop.example:8080 --save case.json
  badconn replay case.json`,
  )
  .action(async (files, options) => {
    const { replay } = await import('./replay-files.ts');
    process.exitCode = await replay(files, options);
  });

export type ReplayFlags = ReturnType<typeof replayCommand.opts>;
