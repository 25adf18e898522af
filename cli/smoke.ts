import { Command } from '@commander-js/extra-typings';

export const smokeCommand = new Command('smoke')
  .description('ask a diagnoser on this machine what any run may ask it, without Docker')
  .argument(
    '<diagnoser>',
    'reference, cmd:<folder> (its program diagnose), cmd:<folder>:<command> or module:<file>',
  )
  .option('--deadline <ms>', 'how long it has for each answer', '1500')
  .option('--json', 'one JSON document')
  .addHelpText(
    'after',
    `
It says precisely how the answers break the contract (docs/diagnosers.md), and judges no verdict: that
is what  badconn run --diagnoser  is for. All questions lead to closed or silent ports of loopback.
Exit code: 0 the contract is kept, 1 it is not, 2 wrong use.
  badconn smoke ./mine
  badconn smoke "cmd:./mine:python3 main.py" --deadline 5000`,
  )
  .action(async (diagnoser, options) => {
    const { smokeDiagnoser } = await import('./smoke-diagnoser.ts');
    process.exitCode = await smokeDiagnoser(diagnoser, options);
  });

export type SmokeFlags = ReturnType<typeof smokeCommand.opts>;
