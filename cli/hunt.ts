import { Command } from '@commander-js/extra-typings';

export const huntCommand = new Command('hunt')
  .description('run cases at random points of their axes, and keep every verdict that fails')
  .argument('[id...]', 'scenarios or families (badconn list); all by default')
  .requiredOption('--minutes <number>', 'how long to run, up to 1440; running cases are finished')
  .option(
    '--diagnoser <what>',
    'reference, cmd:<folder>, cmd:<folder>:<command> or image:<name>',
    'reference',
  )
  .option('--scenarios <folder>', 'scenarios of your own, <family>/<cause>.ts')
  .option(
    '--seed <digits>',
    'repeat a hunt: cases and points follow from it; 32 to 128 hex digits, drawn by default',
  )
  .option(
    '--engine <name>',
    'docker, or local (namespaces of this Linux machine); by default, Docker where it answers',
  )
  .option('--jobs <number>', 'labs at the same time; by default, three for each core')
  .option('--deadline <ms>', 'time limit of the diagnoser for one verdict', '10000')
  .option('--out <folder>', 'folder for findings.jsonl (one finding per line) and replay.sh')
  .option('--json', 'one JSON document on stdout; progress goes to stderr')
  .addHelpText(
    'after',
    `
A point is one value on each axis: IP version, firewall tool, name resolution, noise … (badconn list --axes).
No axis changes the cause, so the verdict must pass at every point. A case that fails is run again with one
axis after the other set to its default. The result is the smallest difference from the defaults that fails.

  badconn hunt --minutes 30                      all scenarios
  badconn hunt refused --minutes 5 --out found   one family; found/replay.sh repeats each finding
  badconn hunt --minutes 60 --diagnoser cmd:./mine --json > hunt.json

Exit codes: 0 nothing found, 1 a verdict or a scenario failed at a point, 4 the lab failed, 130 interrupted
(the findings so far are printed).`,
  )
  .action(async (ids, options) => {
    const { huntCases } = await import('./hunt-cases.ts');
    process.exitCode = await huntCases(ids, options);
  });

export type HuntFlags = ReturnType<typeof huntCommand.opts>;
