import { Command } from '@commander-js/extra-typings';

export const prepareCommand = new Command('prepare')
  .description('bring up all that a run needs: Docker and the image')
  .option('--save <file>', 'write the image to a file, for machines that cannot build it')
  .option('--force', 'with --save: replace a file that is there')
  .option('--load <file>', 'take the image from such a file')
  .option('--browser', 'and a browser for the tests that need one, where one can be installed')
  .action(async ({ save, force = false, load, browser }) => {
    const { loadImage, mayBeSaved, prepare, saveImage } = await import('../machine/index.ts');
    const { say } = await import('../harness/output.ts');
    // Before minutes are spent on what could not be kept.
    if (save) await mayBeSaved(save, force);
    if (load) await loadImage(load, say);
    else await prepare(say);
    if (save) await saveImage(save, force);
    if (browser) {
      const { prepareBrowser } = await import('../machine/browser.ts');
      await prepareBrowser(say);
    }
  });
