import type { Command } from 'commander';

export const newCommand = (program: Command): void => {
  program
    .command('new')
    .description('write the skeleton of a scenario')
    .argument('<id>', '<family>/<cause>, for example refused/bound-elsewhere')
    .action(async (id: string) => {
      const { writeSkeleton } = await import('../harness/skeleton.ts');
      const file = await writeSkeleton(id);
      process.stdout.write(`${file}\nNext: fill it in, then npx badconn run ${id}\n`);
    });
};
