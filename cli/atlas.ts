import { Command } from '@commander-js/extra-typings';

export const atlasCommand = new Command('atlas')
  .description('record the exact messages of common clients in broken networks')
  .argument('[id...]', 'scenarios or families (badconn list); all by default')
  .option('--client <name...>', 'only these clients; all by default')
  .option('--missing', 'only scenarios without a recording')
  .option('--seed <digits>', '32 to 128 hex digits, for the names, addresses and ports')
  .option('--jobs <number>', 'labs at the same time; by default, one more than cores')
  .option('--out <folder>', 'folder for the messages, one JSON file per scenario')
  .option('--record', 'write them to knowledge/words/, for badconn explain and docs/atlas.md')
  .option('--json', 'one JSON document on stdout; progress goes to stderr')
  .addHelpText(
    'after',
    `
The clients run one after the other in each network, so a complete run takes some minutes.
  badconn atlas refused/loopback-bind              one scenario, every client
  badconn atlas timeout --client curl wget         a family, two clients
  badconn atlas --record refused/loopback-bind     record one scenario again
  badconn atlas --record --missing                 record new scenarios
docs/atlas.md shows what was recorded.`,
  )
  .action(async (ids, options) => {
    const { makeAtlas } = await import('./make-atlas.ts');
    process.exitCode = await makeAtlas(ids, options);
  });

export type AtlasFlags = ReturnType<typeof atlasCommand.opts>;
