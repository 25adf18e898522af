import { Command } from '@commander-js/extra-typings';

export const prepareCommand = new Command('prepare')
  .description('start Docker (on Debian, install it) and build the image')
  .option('--save <file>', 'write the image to a file, for machines that cannot build it')
  .option('--force', 'with --save: replace an existing file')
  .option('--load <file>', 'load the image from such a file')
  .option('--browser', 'also install a browser for the tests that need one, if possible')
  .action(async ({ save, force = false, load, browser }) => {
    const { loadImage, mayBeSaved, prepare, saveImage } = await import('../machine/index.ts');
    const { say } = await import('../harness/output.ts');
    // Check this first: building the image takes minutes.
    if (save) await mayBeSaved(save, force);
    if (load) await loadImage(load, say);
    else await prepare(say);
    if (save) await saveImage(save, force);
    if (browser) {
      const { prepareBrowser } = await import('../machine/browser.ts');
      await prepareBrowser(say);
    }
  });
