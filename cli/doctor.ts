import type { Command } from 'commander';

export const doctorCommand = (program: Command): void => {
  program
    .command('doctor')
    .description('what badconn needs of this machine: met, or not, with the command that mends it')
    .option('--json', 'one JSON document')
    .action(async ({ json }: { json?: boolean }) => {
      const { requirements } = await import('../harness/engine/prepare/index.ts');
      const all = await requirements();
      if (json) process.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
      else {
        const wide = Math.max(...all.map(({ name }) => name.length));
        for (const { name, met, found, mend } of all) {
          process.stdout.write(
            `${met ? '✓ met    ' : '✗ not met'}  ${name.padEnd(wide)}  ${found}\n`,
          );
          if (!met && mend) process.stdout.write(`${' '.repeat(wide + 13)}mend: ${mend}\n`);
        }
      }
      process.exitCode = all.every(({ met }) => met) ? 0 : 3;
    });
};
