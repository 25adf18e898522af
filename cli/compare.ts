import { Command } from '@commander-js/extra-typings';

export const compareCommand = new Command('compare')
  .description('compare two runs: verdicts that are better, worse, new or gone')
  .argument(
    '<before>',
    'a folder of  badconn run --out , its events.jsonl, or what  --json  printed',
  )
  .argument('<after>', 'the same of the later run')
  .option('--json', 'one JSON document')
  .addHelpText(
    'after',
    `
  badconn run --diagnoser cmd:./mine --json > before.json
  badconn run --diagnoser cmd:./mine --json > after.json     after a change
  badconn compare before.json after.json

A verdict is worse if it passed before and fails now, or if its grade is lower; dangerous is the lowest
grade. A case that was not judged in one of the runs is neither better nor worse.

Exit codes: 0 nothing is worse, 1 something is worse, 2 wrong use.`,
  )
  .action(async (before, after, options) => {
    const { compareRuns } = await import('./compare-runs.ts');
    process.exitCode = await compareRuns([before, after], options);
  });

export type CompareFlags = ReturnType<typeof compareCommand.opts>;
