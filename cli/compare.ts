import { Command } from '@commander-js/extra-typings';

export const compareCommand = new Command('compare')
  .description('what changed between two runs: which verdicts are better, worse, new or gone')
  .argument(
    '<before>',
    'a folder of  badconn run --out , its events.jsonl, or what  --json  printed',
  )
  .argument('<after>', 'another one')
  .option('--json', 'one JSON document')
  .addHelpText(
    'after',
    `
  badconn run --diagnoser cmd:./mine --json > before.json
  badconn run --diagnoser cmd:./mine --json > after.json     when something has changed
  badconn compare before.json after.json

Worse is a verdict that passed and no longer does, or that fell further: nothing is worse than a
dangerous mistake. What was not judged in one of the runs is neither better nor worse.

Exit codes: 0 nothing is worse, 1 something is worse, 2 wrong use.`,
  )
  .action(async (before, after, options) => {
    const { compareRuns } = await import('./compare-runs.ts');
    process.exitCode = await compareRuns([before, after], options);
  });

export type CompareFlags = ReturnType<typeof compareCommand.opts>;
