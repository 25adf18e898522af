import { Command } from '@commander-js/extra-typings';

export const clientCommand = new Command('client')
  .description('what a client of yours does in each failure: any program that is given BADCONN_URL')
  .argument('<client>', 'cmd:<folder> (its program client), or cmd:<folder>:<command>')
  .argument('[id...]', 'scenarios or families (badconn list); by default, one failure of each kind')
  .option('--scenarios <folder>', 'scenarios of your own, <family>/<cause>.ts')
  .option('--scheme <name>', 'what it speaks: ws, http or tcp; by default, as each scenario has it')
  .option('--reports-within <time>', 'it says something by then', '5s')
  .option('--attempts <number>', 'so many connections within any second', '5')
  .option('--backoff <time>', 'the least time between two attempts', '0ms')
  .option(
    '--recovers-within <time>',
    'after the mend it is served by then, if it still runs',
    '10s',
  )
  .option('--connections <number>', 'so many connections held at a time', '4')
  .option('--names <words>', 'what its message must name: host, port and kind, with commas between')
  .option('--seed <digits>', '32 to 128 hex digits, for the names, addresses and ports')
  .option(
    '--engine <name>',
    'docker, or local (namespaces of this Linux machine); by default, Docker where it answers',
  )
  .option('--jobs <number>', 'labs at the same time; by default, one more than cores')
  .option('--html <file>', 'write what it did as one page, with the packets of each failure')
  .option('--json', 'one JSON document')
  .addHelpText(
    'after',
    `
The client is started while the connection is broken, and watched from outside: when it says something, how it
ends, when it tries again (from the packets), and whether it is served after the mend (docs/clients.md).
Exit code: 0 it is right in each failure, 1 it is not, 2 wrong use.
  badconn client cmd:./app
  badconn client "cmd:./app:node main.js" refused timeout/host-firewall-drop --scheme http
  badconn client cmd:./app --html client.html
  badconn client cmd:./app --reports-within 2s --backoff 500ms --names host,port`,
  )
  .action(async (client, ids, options) => {
    const { judgeClients } = await import('./judge-clients.ts');
    process.exitCode = await judgeClients(client, ids, options);
  });

export type ClientFlags = ReturnType<typeof clientCommand.opts>;
