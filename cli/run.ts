import { Command } from '@commander-js/extra-typings';

export const runCommand = new Command('run')
  .description('break connections for real, and judge what a diagnoser says of each')
  .argument('[id...]', 'scenarios or families (badconn list); all by default')
  .option(
    '--diagnoser <what>',
    'reference, cmd:<folder> (its program diagnose), cmd:<folder>:<command>, image:<name> or module:<file>',
    'reference',
  )
  .option(
    '--scenarios <folder>',
    'scenarios of your own, <family>/<cause>.ts; without ids only these run',
  )
  .option(
    '--recorded <run>',
    'of a module: a folder of run --out, or the run that comes with badconn; no Docker is used',
  )
  .option('--form <name>', 'the form alone, of scenarios that have several')
  .option(
    '--at <values>',
    'values of axes, such as ipVersion=6,noise=rules (badconn list --axes); the rest is drawn',
  )
  .option(
    '--all',
    'each case at every point that matters: each value of each axis, and pairs of those that meet',
  )
  .option('--vantage <which>', 'client or client+server; both by default')
  .option(
    '--seed <digits>',
    'repeat a run: names, addresses, ports and order follow from it; 32 to 128 hex digits, drawn by default',
  )
  .option(
    '--shard <index/count>',
    'one part of the run, for one of several machines; needs --seed (badconn merge)',
  )
  .option(
    '--jobs <number>',
    'how many labs stand at the same time; by default, three for each core',
  )
  .option('--deadline <ms>', 'how long the diagnoser has for one verdict', '10000')
  .option(
    '--repeat <number>',
    'ask for each verdict that many times in the same lab; the worst counts',
  )
  .option('--out <folder>', 'keep packets, requests, answers, transcripts and the event log there')
  .option('--html <file>', 'write the run as one page, with its packets (badconn report)')
  .option('--junit <file>', 'write the verdicts as JUnit XML')
  .option('--markdown <file>', 'write the verdicts as Markdown, for the summary of a CI job')
  .option(
    '--expectations <file>',
    'known shortcomings, each with its reason; any other grade fails the run, a better one too',
  )
  .option('--keep', 'leave the broken lab standing, to look into (badconn clean removes it)')
  .option('--json', 'one JSON document on stdout; progress goes to stderr')
  .addHelpText(
    'after',
    `
  badconn run                                      all of it
  badconn run refused timeout/host-firewall-drop   a family and a scenario
  badconn run --diagnoser cmd:./mine               your diagnoser: the folder ./mine, program diagnose
  badconn run --diagnoser "cmd:./mine:python3 main.py --quick"
  badconn run refused --at ipVersion=6             a family over IPv6; the other axes are drawn
  badconn run --seed "$seed" --shard 2/5 --out second   the second fifth (badconn merge first second …);
                                                   all shards share a seed: seed=$(openssl rand -hex 16)
  badconn run --diagnoser module:./mine.ts         its export diagnose(request), on recorded evidence
  badconn run --scenarios ./mine                   scenarios of your own (badconn new)
  badconn run --html page.html                     a page to look at: verdicts, evidence, packets
  badconn run --json > result.json                 one document for scripts`,
  )
  .action(async (ids, options) => {
    const { runScenarios } = await import('./run-scenarios.ts');
    process.exitCode = await runScenarios(ids, options);
  });

export type RunFlags = ReturnType<typeof runCommand.opts>;
