import { Command } from '@commander-js/extra-typings';

export const atlasCommand = new Command('atlas')
  .description('what every common client says in every broken network, word for word')
  .argument('[id...]', 'scenarios or families (badconn list); all by default')
  .option('--client <name...>', 'only these clients; all by default')
  .option('--missing', 'only scenarios that were not recorded yet')
  .option('--seed <digits>', '32 to 128 hex digits, for the names, addresses and ports')
  .option(
    '--jobs <number>',
    'how many labs stand at the same time; by default, one more than cores',
  )
  .option('--out <folder>', 'write the words there, a JSON file for each scenario')
  .option('--record', 'write them into the checkout, for badconn explain and docs/atlas.md')
  .option('--json', 'one JSON document on stdout; progress goes to stderr')
  .addHelpText(
    'after',
    `
The clients have their turn one after the other in each network, so all of it takes some minutes.
  badconn atlas refused/loopback-bind              one scenario, every client
  badconn atlas timeout --client curl wget         a family, two clients
  badconn atlas --record refused/loopback-bind     record a scenario anew
  badconn atlas --record --missing                 record those that are new
docs/atlas.md shows what was recorded.`,
  )
  .action(async (ids, options) => {
    const { makeAtlas } = await import('./make-atlas.ts');
    process.exitCode = await makeAtlas(ids, options);
  });

export type AtlasFlags = ReturnType<typeof atlasCommand.opts>;
