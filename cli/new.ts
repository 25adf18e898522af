import { Command } from '@commander-js/extra-typings';

export const newCommand = new Command('new')
  .description('write the skeleton of a scenario, or of a diagnoser')
  .argument('<what>', '<family>/<cause>, for example refused/bound-elsewhere; or diagnoser')
  .argument('[folder]', 'folder of a new diagnoser; by default ./diagnoser')
  .option('--scenarios <folder>', 'folder for a new scenario; by default scenarios/ of a checkout')
  .option('--lang <language>', 'language of a new diagnoser: sh, python, node or php')
  .addHelpText(
    'after',
    `
  badconn new refused/bound-elsewhere           scenarios/refused/bound-elsewhere.ts
  badconn new refused/x-licence-gone --scenarios ./mine   ./mine/refused/x-licence-gone.ts
  badconn new diagnoser --lang python ./mine    ./mine/diagnose, a working example`,
  )
  .action(async (what, folder, options) => {
    const { stdout } = await import('../harness/output.ts');
    const { writeNew } = await import('./new/write-new.ts');
    stdout.text(await writeNew(what, folder, options));
  });

export type NewFlags = ReturnType<typeof newCommand.opts>;
