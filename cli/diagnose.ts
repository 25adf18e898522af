import { Command } from '@commander-js/extra-typings';

export const diagnoseCommand = new Command('diagnose')
  .description('what is wrong with a connection of this machine')
  .argument('<url>', 'what the client connects to: ws(s)://, http(s):// or tcp://host:port/path')
  .option('--server <ssh-url>', 'look at the server too, over ssh: ssh://user@host[:port]')
  .option('--report <file>', 'look at the server too, by a report of badconn collect')
  .option('--expect-address <ip>', 'the address that the url should lead to, if you know it')
  .option('--intended-server <name>', 'the machine that is meant, by a name that leads to it')
  .option('--connect-deadline <ms>', 'how long a silent connection is waited for', '1500')
  .option('--causes <folder>', 'causes of your own beside those that are built in')
  .option('--save <file>', 'keep the evidence as a case that badconn replay concludes from again')
  .option('--no-scrub', 'with --save: keep addresses, names and paths as they are')
  .option('--json', 'the answer as one JSON document')
  .addHelpText(
    'after',
    `
Needs neither Docker nor root. A target that is this machine itself is looked at as the server, too.
Exit code: 0 the connection is healthy, 1 it is not, or cannot be
told; 2 wrong use.
  badconn diagnose ws://shop.example:8080
  badconn diagnose ws://shop.example:8080 --server ssh://root@shop.example
  badconn diagnose http://10.0.0.7:3000/ --report report.txt
  badconn diagnose ws://shop.example:8080 --expect-address 198.51.100.7
  badconn diagnose ws://shop.example:8080 --intended-server origin.shop.example
  badconn diagnose ws://shop.example:8080 --save case.json

--save leaves out what identifies the machines: addresses (others of the same kind, which still fit
together), names, paths, credentials, times, comments of firewall rules, rare programs. Look at the
file before you give it to anyone.`,
  )
  .action(async (url, options) => {
    const { diagnoseConnection } = await import('./diagnose-connection.ts');
    process.exitCode = await diagnoseConnection(url, options);
  });

export type DiagnoseFlags = ReturnType<typeof diagnoseCommand.opts>;
