import { Command } from '@commander-js/extra-typings';

export const mergeCommand = new Command('merge')
  .description('one report of the event logs of all shards of a run')
  .argument('<log...>', 'files that run --shard --out wrote (events.jsonl), or their folders')
  .option('--out <folder>', 'write the merged event log there')
  .option('--json', 'one JSON document on stdout, as of badconn run --json')
  .addHelpText(
    'after',
    `
  seed=$(openssl rand -hex 16)                             one for all shards
  badconn run --seed "$seed" --shard 1/2 --out one         on one machine
  badconn run --seed "$seed" --shard 2/2 --out two         on another
  badconn merge one two                                    the report and the exit code of the whole run`,
  )
  .action(async (logs, options) => {
    const { mergeShards } = await import('./merge-shards.ts');
    process.exitCode = await mergeShards(logs, options);
  });

export type MergeFlags = ReturnType<typeof mergeCommand.opts>;
