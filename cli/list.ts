import type { Command } from 'commander';

export const listCommand = (program: Command): void => {
  program
    .command('list')
    .description('every scenario: what is wrong, and what an ordinary client sees of it')
    .option('--json', 'one JSON document')
    .action(async ({ json }: { json?: boolean }) => {
      const { stdout } = await import('../harness/output.ts');
      const { casesOf } = await import('../harness/case/case.ts');
      const { loadScenarios } = await import('../harness/case/registry.ts');
      const { inFull, symptomText } = await import('../harness/symptom.ts');
      const all = await loadScenarios();
      const rows = all.map((one) => ({
        id: one.id,
        title: one.scenario.title,
        symptoms: [
          ...new Set(casesOf(one).map(({ scenario }) => symptomText(inFull(scenario.symptom)))),
        ],
        cause: one.scenario.cause,
        ...(one.scenario.documented ? { documented: one.scenario.documented } : {}),
      }));
      if (json) {
        stdout.json(rows);
        return;
      }
      const wide = Math.max(...rows.map(({ id }) => id.length));
      const middle = Math.max(...rows.map(({ symptoms }) => symptoms.join(', ').length));
      for (const { id, symptoms, title } of rows) {
        const cells = [id.padEnd(wide), symptoms.join(', ').padEnd(middle), title];
        stdout.text(`${cells.join('  ')}\n`);
      }
    });
};
