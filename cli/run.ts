import { Command } from '@commander-js/extra-typings';

export const runCommand = new Command('run')
  .description('break, diagnose and judge: scenarios with a diagnoser, in labs')
  .argument('[id...]', 'scenarios or families (badconn list); all by default')
  .option(
    '--diagnoser <what>',
    'reference, cmd:<folder> (its program diagnose), cmd:<folder>:<command>, image:<name>, module:<file> or agent:<command>',
    'reference',
  )
  .option(
    '--scenarios <folder>',
    'scenarios of your own, <family>/<cause>.ts; without ids only these run',
  )
  .option(
    '--recorded <run>',
    'with module:<file>: the requests of a run --out folder; by default those that badconn ships',
  )
  .option('--form <name>', 'only this form of scenarios that have several')
  .option(
    '--at <values>',
    'values of axes, such as ipVersion=6,noise=rules (badconn list --axes); the rest is drawn',
  )
  .option(
    '--all',
    'each case at every value of each axis, and at all pairs of values that interact',
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
    '--engine <name>',
    'docker, or local (namespaces of this Linux machine); by default, Docker where it answers',
  )
  .option('--jobs <number>', 'labs at the same time; by default, three for each core')
  .option(
    '--deadline <ms>',
    'time limit of the diagnoser for one verdict; 10000 by default, 300000 for an agent',
  )
  .option(
    '--repeat <number>',
    'ask for each verdict this many times in the same lab; the worst grade counts',
  )
  .option('--out <folder>', 'folder for packets, requests, answers, transcripts and the event log')
  .option('--html <file>', 'write the run as one page, with its packets (badconn report)')
  .option('--junit <file>', 'write the verdicts as JUnit XML')
  .option('--markdown <file>', 'write the verdicts as Markdown, for the summary of a CI job')
  .option(
    '--expectations <file>',
    'expected failures, each with its reason; any other grade fails the run, a better one too',
  )
  .option('--keep', 'keep the broken lab for inspection (badconn clean removes it)')
  .option('--json', 'one JSON document on stdout; progress goes to stderr')
  .addHelpText(
    'after',
    `
  badconn run                                      all scenarios
  badconn run refused timeout/host-firewall-drop   a family and a scenario
  badconn run --diagnoser cmd:./mine               your diagnoser: the folder ./mine, program diagnose
  badconn run --diagnoser "cmd:./mine:python3 main.py --quick"
  badconn run refused --at ipVersion=6             a family over IPv6; the other axes are drawn
  badconn run --seed "$seed" --shard 2/5 --out second   the second fifth (badconn merge first second …);
                                                   all shards share a seed: seed=$(openssl rand -hex 16)
  badconn run --diagnoser module:./mine.ts         its export diagnose(request), on recorded evidence
  badconn run refused --diagnoser "agent:node my-agent.mjs" --repeat 3   an agent over MCP (docs/agents.md)
  badconn run --scenarios ./mine                   scenarios of your own (badconn new)
  badconn run --html page.html                     one HTML page: verdicts, evidence, packets
  badconn run --json > result.json                 one JSON document`,
  )
  .action(async (ids, options) => {
    const { runScenarios } = await import('./run-scenarios.ts');
    process.exitCode = await runScenarios(ids, options);
  });

export type RunFlags = ReturnType<typeof runCommand.opts>;
