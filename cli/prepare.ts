import { Command } from '@commander-js/extra-typings';

export const prepareCommand = new Command('prepare')
  .description(
    'start Docker (on Debian, install it) and build the image, or unpack it for the local engine',
  )
  .option('--engine <name>', 'docker or local; by default the one that run would use')
  .option('--save <file>', 'write the image to a file, for machines that cannot build it')
  .option(
    '--class',
    'with --save: also this package, what it depends on, Node and a start script, for machines without internet',
  )
  .option('--force', 'with --save: replace an existing file')
  .option('--load <file>', 'load the image from such a file, with or without --class')
  .option('--browser', 'also install a browser for the tests that need one, if possible')
  .action(async ({ engine, save, class: isClass, force = false, load, browser }) => {
    const { UsageError } = await import('../harness/errors.ts');
    const wrong = (what: string): InstanceType<typeof UsageError> =>
      new UsageError({ code: 'USAGE_PREPARE', what, next: 'npx badconn prepare --help' });
    if (save && load) throw wrong('--save and --load are both given; allowed is one of them.');
    const without = isClass ? '--class' : force ? '--force' : undefined;
    if (without && !save) throw wrong(`${without} is given without --save <file>, which it needs.`);
    const { loadSaved, mayBeSaved, mustBeFile, prepare, saveClass, saveImage } =
      await import('../machine/index.ts');
    const { prepareLocal } = await import('../machine/local/index.ts');
    const { defaultEngine, namedEngine } = await import('../harness/engine/open.ts');
    const output = await import('../harness/output.ts');
    let said = 0;
    const say = (line: string): void => {
      said += 1;
      output.say(line);
    };
    const named = namedEngine(engine);
    const isLocal = !save && (named ?? (await defaultEngine())) === 'local';
    // Checked first: building the image takes minutes.
    if (save) await mayBeSaved(save, force);
    if (load) await mustBeFile(load);
    if (isLocal) await prepareLocal(say, undefined, load);
    else await (load ? loadSaved(load, say) : prepare(say));
    if (save) await (isClass ? saveClass(save, force, say) : saveImage(save, force));
    // Silence would leave open whether it is done.
    if (said === 0) say(`Ready: ${isLocal ? 'the local engine' : 'Docker and the image'}.`);
    if (browser) {
      const { prepareBrowser } = await import('../machine/browser.ts');
      await prepareBrowser(say);
    }
  });
