import type { Command } from 'commander';

export const cleanCommand = (program: Command): void => {
  program
    .command('clean')
    .description('remove what runs have left on the Docker engine')
    .option('--all', 'also what belongs to runs that are going on, here or elsewhere')
    .option('--images', "also badconn's images; the next run builds them anew")
    .action(async ({ all, images }: { all?: boolean; images?: boolean }) => {
      const { connect } = await import('../harness/engine/prepare/index.ts');
      const { stdout } = await import('../harness/output.ts');
      const { leftovers, removeImages, sweep } = await import('../harness/engine/sweep.ts');
      const docker = await connect();
      const removed = await sweep(docker, all ? 'all' : 'ended');
      if (images) removed.push(...(await removeImages(docker)));
      const say =
        removed.length === 0 ? ['nothing to remove'] : removed.map((one) => `removed ${one}`);
      stdout.text(`${say.join('\n')}\n`);
      const others = await leftovers(docker, 'all');
      if (others.length > 0) {
        stdout.text(
          `${others.length} of runs that are going on stay (badconn clean --all removes them)\n`,
        );
      }
    });
};
