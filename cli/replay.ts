import type { Command } from 'commander';
import type { ReplayFlags } from './replay-files.ts';

export const replayCommand = (program: Command): void => {
  program
    .command('replay')
    .description('conclude again from evidence that badconn diagnose --save wrote')
    .argument('<file...>', 'saved cases')
    .option('--causes <folder>', 'causes of your own beside those that are built in')
    .option('--json', 'one JSON document: file, vantage, truth, agrees, answer')
    .addHelpText(
      'after',
      `
Needs no network: the evidence is in the file. Where the file says the truth ("truth": a cause, or
none; it is written as unknown), the verdict is held against it.
Exit code: 0 no verdict contradicts its truth, 1 one does, 2 wrong use.
  badconn diagnose ws://shop.example:8080 --save case.json
  badconn replay case.json`,
    )
    .action(async (files: string[], options: ReplayFlags) => {
      const { replay } = await import('./replay-files.ts');
      process.exitCode = await replay(files, options);
    });
};
