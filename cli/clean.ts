import { Command } from '@commander-js/extra-typings';

export const cleanCommand = new Command('clean')
  .description('remove leftover containers and lanes of runs')
  .option('--all', 'also those of runs in progress, here or on other machines')
  .option('--images [version]', 'also images: of this version of badconn, a given version, or all')
  .action(async ({ all, images }) => {
    const { isEngineAround } = await import('../machine/listens.ts');
    const { stdout } = await import('../harness/output.ts');
    const { version } = await import('../harness/version.ts');
    const { leftLanes, sweepLanes } = await import('../harness/engine/local/notes.ts');
    const { removeLayers } = await import('../machine/local/index.ts');
    const whose = all ? 'all' : 'ended';
    const removed: string[] = [];
    let [otherImages, others] = [0, 0];
    if (await isEngineAround()) {
      const { connect } = await import('../machine/index.ts');
      const { leftovers, removeImages, sweep } = await import('../harness/engine/docker/sweep.ts');
      const docker = await connect();
      removed.push(...(await sweep(docker, whose)));
      if (images !== undefined) {
        const its = await removeImages(docker, images === true ? version : images);
        removed.push(...its.removed);
        otherImages = its.others;
      }
      others = (await leftovers(docker, 'all')).length;
    }
    removed.push(...(await sweepLanes(whose)));
    const lanes = leftLanes('all').length;
    others += lanes;
    // Layers stay as long as a lane uses them.
    if (images !== undefined && lanes === 0) removed.push(...(await removeLayers()));
    const say =
      removed.length === 0 ? ['nothing to remove'] : removed.map((what) => `removed ${what}`);
    stdout.text(`${say.join('\n')}\n`);
    if (otherImages > 0) {
      stdout.text(
        `${otherImages} images of other versions stay (badconn clean --images all removes them)\n`,
      );
    }
    if (others > 0) {
      stdout.text(`${others} of runs that are going on stay (badconn clean --all removes them)\n`);
    }
  });
