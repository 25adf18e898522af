import { Command } from '@commander-js/extra-typings';

export const exportCommand = new Command('export')
  .description('every recorded case for models and programs that answer without a lab')
  .argument('<what>', 'evidence (questions as JSON, truths apart) or harbor (a Harbor task each)')
  .argument('<folder>', 'a new folder')
  .option('--truths <file>', 'of evidence: where the truths go; by default <folder>.truths.json')
  .option(
    '--recorded <run>',
    'evidence of your own run of the reference diagnoser (run --out); by default what badconn ships',
  )
  .option('--vantage <which>', 'client or client+server; both by default')
  .option('--seed <digits>', 'ids, order, names and addresses follow from it; drawn by default')
  .option('--json', 'one JSON document: what was written where')
  .addHelpText(
    'after',
    `
Needs no Docker. Ids, file names, times and order are drawn anew, names and addresses replaced: none gives a case away.
  badconn export evidence ./tier              tier/questions/<id>.json, tier/README.md; tier.truths.json
  badconn grade ./answers --truths tier.truths.json
  badconn export evidence ./tier --vantage client --json
  badconn export harbor ./tasks               a folder for each task: harbor run -p ./tasks -a <agent>
What badconn ships is public, with its truths. For a contest, export a run that only you have:
  badconn run --out mine && badconn export evidence ./tier --recorded mine`,
  )
  .action(async (what, folder, options) => {
    const { exportWhat } = await import('./export/export-what.ts');
    process.exitCode = await exportWhat(what, folder, options);
  });

export type ExportFlags = ReturnType<typeof exportCommand.opts>;
