import { Command } from '@commander-js/extra-typings';

export const smokeCommand = new Command('smoke')
  .description('check that a diagnoser keeps the contract, on this machine, without Docker')
  .argument(
    '<diagnoser>',
    'reference, cmd:<folder> (its program diagnose), cmd:<folder>:<command> or module:<file>',
  )
  .option('--deadline <ms>', 'time limit for each answer', '1500')
  .option('--json', 'one JSON document')
  .addHelpText(
    'after',
    `
Lists every breach of the contract (docs/diagnosers.md). It does not judge verdicts; for that, use
badconn run --diagnoser. All requests are about closed or silent ports of loopback.
Exit code: 0 the contract is kept, 1 it is not, 2 wrong use.
  badconn smoke ./mine
  badconn smoke "cmd:./mine:python3 main.py" --deadline 5000`,
  )
  .action(async (diagnoser, options) => {
    const { smokeDiagnoser } = await import('./smoke-diagnoser.ts');
    process.exitCode = await smokeDiagnoser(diagnoser, options);
  });

export type SmokeFlags = ReturnType<typeof smokeCommand.opts>;
