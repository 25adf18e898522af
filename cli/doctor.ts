import { Command } from '@commander-js/extra-typings';

export const doctorCommand = new Command('doctor')
  .description(
    'check the requirements on this machine, with the command that helps if one is not met',
  )
  .option('--engine <name>', 'docker or local; by default the one that run would use')
  .option('--json', 'one JSON document')
  .action(async ({ engine, json }) => {
    const { stdout } = await import('../harness/output.ts');
    const { defaultEngine, namedEngine } = await import('../harness/engine/open.ts');
    const { requirementsOf } = await import('../harness/engine/requirements.ts');
    const all = await requirementsOf(namedEngine(engine) ?? (await defaultEngine()));
    if (json) stdout.json(all);
    else {
      const wide = Math.max(...all.map(({ name }) => name.length));
      for (const { name, met, found, mend, optional } of all) {
        const word = optional ? '· unused ' : met ? '✓ met    ' : '✗ not met';
        stdout.text(`${word}  ${name.padEnd(wide)}  ${found}\n`);
        if (!met && mend && !optional) stdout.text(`${' '.repeat(wide + 13)}mend: ${mend}\n`);
      }
    }
    process.exitCode = all.every(({ met, optional }) => met || optional) ? 0 : 3;
  });
