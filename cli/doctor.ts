import { Command } from '@commander-js/extra-typings';

export const doctorCommand = new Command('doctor')
  .description(
    'check the requirements on this machine, with the command that helps if one is not met',
  )
  .option('--json', 'one JSON document')
  .action(async ({ json }) => {
    const { stdout } = await import('../harness/output.ts');
    const { requirements } = await import('../machine/index.ts');
    const { probe } = await import('../harness/engine/docker/probe.ts');
    const all = [...(await requirements()), ...(await probe())];
    if (json) stdout.json(all);
    else {
      const wide = Math.max(...all.map(({ name }) => name.length));
      for (const { name, met, found, mend } of all) {
        stdout.text(`${met ? '✓ met    ' : '✗ not met'}  ${name.padEnd(wide)}  ${found}\n`);
        if (!met && mend) stdout.text(`${' '.repeat(wide + 13)}mend: ${mend}\n`);
      }
    }
    process.exitCode = all.every(({ met }) => met) ? 0 : 3;
  });
