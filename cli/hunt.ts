import { Command } from '@commander-js/extra-typings';

export const huntCommand = new Command('hunt')
  .description('run cases at random points of their axes, and keep every verdict that fails')
  .argument('[id...]', 'scenarios or families (badconn list); all by default')
  .requiredOption('--minutes <number>', 'how long, up to 1440; what has begun is finished')
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
  .option('--jobs <number>', 'how many labs stand at the same time; three for each core')
  .option('--deadline <ms>', 'how long the diagnoser has for one verdict', '10000')
  .option('--out <folder>', 'write findings.jsonl there, a finding a line, and replay.sh')
  .option('--json', 'one JSON document on stdout; progress goes to stderr')
  .addHelpText(
    'after',
    `
A point is a value on each axis: IP version, firewall, way to the address, what the user knows, noise …
(badconn list --axes). No axis changes the cause, so the verdict must pass at every point. What fails is run
again with the default of one axis after the other, until no axis can go back: the smallest variation.

  badconn hunt --minutes 30                      all scenarios
  badconn hunt refused --minutes 5 --out found   one family; found/replay.sh brings each finding back
  badconn hunt --minutes 60 --diagnoser cmd:./mine --json > hunt.json

Exit codes: 0 nothing found, 1 a verdict failed or a scenario is not what it says at a point, 4 the lab
failed, 130 interrupted; what was found until then is told.`,
  )
  .action(async (ids, options) => {
    const { huntCases } = await import('./hunt-cases.ts');
    process.exitCode = await huntCases(ids, options);
  });

export type HuntFlags = ReturnType<typeof huntCommand.opts>;
