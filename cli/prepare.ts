import type { Command } from 'commander';

interface Options {
  save?: string;
  load?: string;
  browser?: boolean;
}

export const prepareCommand = (program: Command): void => {
  program
    .command('prepare')
    .description('bring up all that a run needs: Docker and the image')
    .option('--save <file>', 'write the image to a file, for machines that cannot build it')
    .option('--load <file>', 'take the image from such a file')
    .option('--browser', 'and a browser for the tests that need one, where one can be installed')
    .action(async ({ save, load, browser }: Options) => {
      const { loadImage, prepare, saveImage } = await import('../harness/engine/prepare/index.ts');
      const { say } = await import('../harness/output.ts');
      if (load) await loadImage(load);
      else await prepare(say);
      if (save) await saveImage(save);
      if (browser) {
        const { prepareBrowser } = await import('../harness/engine/prepare/browser.ts');
        await prepareBrowser(say);
      }
    });
};
