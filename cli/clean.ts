import { Command } from '@commander-js/extra-typings';

export const cleanCommand = new Command('clean')
  .description('remove leftover containers of runs from the Docker engine')
  .option('--all', 'also containers of runs in progress, here or on other machines')
  .option('--images [version]', 'also images: of this version of badconn, a given version, or all')
  .action(async ({ all, images }) => {
    const { connect } = await import('../machine/index.ts');
    const { stdout } = await import('../harness/output.ts');
    const { version } = await import('../harness/version.ts');
    const { leftovers, removeImages, sweep } = await import('../harness/engine/docker/sweep.ts');
    const docker = await connect();
    const removed = await sweep(docker, all ? 'all' : 'ended');
    let otherImages = 0;
    if (images !== undefined) {
      const its = await removeImages(docker, images === true ? version : images);
      removed.push(...its.removed);
      otherImages = its.others;
    }
    const say =
      removed.length === 0 ? ['nothing to remove'] : removed.map((one) => `removed ${one}`);
    stdout.text(`${say.join('\n')}\n`);
    if (otherImages > 0) {
      stdout.text(
        `${otherImages} images of other versions stay (badconn clean --images all removes them)\n`,
      );
    }
    const others = await leftovers(docker, 'all');
    if (others.length > 0) {
      stdout.text(
        `${others.length} of runs that are going on stay (badconn clean --all removes them)\n`,
      );
    }
  });
