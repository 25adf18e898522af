import { Command } from '@commander-js/extra-typings';
import type { MachineError } from '../harness/errors.ts';
import type { connect } from '../machine/index.ts';

const nothingLocal =
  'nothing to remove from the local engine; no Docker engine answers, so containers were not looked for\n';

/** The Docker engine, or the error of one that should be there and does not answer; neither where there is none. */
async function reached(): Promise<{
  docker?: Awaited<ReturnType<typeof connect>>;
  silent?: MachineError;
}> {
  const { isEngineAround } = await import('../machine/listens.ts');
  if (!(await isEngineAround())) return {};
  const { connect } = await import('../machine/index.ts');
  const { MachineError } = await import('../harness/errors.ts');
  try {
    return { docker: await connect() };
  } catch (error) {
    if (error instanceof MachineError) return { silent: error };
    throw error;
  }
}

/** What clean leaves undone without the engine, in place of what other commands say of it. */
async function unseen({ code, shortMessage, next }: MachineError, lanes: number): Promise<never> {
  const { MachineError } = await import('../harness/errors.ts');
  const local = lanes === 0 ? 'had nothing to remove' : 'is clean';
  throw new MachineError({
    code,
    what: shortMessage,
    evidence: [`Its containers and images were not looked for; the local engine ${local}.`],
    next: `${next};  then npx badconn clean`,
  });
}

export const cleanCommand = new Command('clean')
  .description('remove leftover containers and lanes of runs')
  .option('--all', 'also those of runs in progress, here or on other machines')
  .option('--images [version]', 'also images: of this version of badconn, a given version, or all')
  .action(async ({ all, images }) => {
    const { stdout } = await import('../harness/output.ts');
    const { version } = await import('../harness/version.ts');
    const { leftLanes, sweepLanes } = await import('../harness/engine/local/notes.ts');
    const { removeLayers } = await import('../machine/local/index.ts');
    if (typeof images === 'string' && images !== 'all' && !/^\d+\.\d+\.\d+/.test(images)) {
      const { UsageError } = await import('../harness/errors.ts');
      throw new UsageError({
        code: 'USAGE_VERSION',
        what: `--images is ${images}; allowed are a version such as ${version}, and all.`,
        next: 'npx badconn clean --help',
      });
    }
    const whose = all ? 'all' : 'ended';
    const removed: string[] = [];
    let [otherImages, others] = [0, 0];
    const { docker, silent } = await reached();
    if (docker !== undefined) {
      const { leftovers, removeImages, sweep } = await import('../harness/engine/docker/sweep.ts');
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
    for (const what of removed) stdout.text(`removed ${what}\n`);
    if (silent !== undefined) await unseen(silent, removed.length);
    if (removed.length === 0) {
      stdout.text(docker === undefined ? nothingLocal : 'nothing to remove\n');
    }
    if (otherImages > 0) {
      stdout.text(
        `${otherImages} images of other versions stay (badconn clean --images all removes them)\n`,
      );
    }
    if (others > 0) {
      stdout.text(`${others} of runs that are going on stay (badconn clean --all removes them)\n`);
    }
  });
