import { Command } from '@commander-js/extra-typings';

export const diagnoseCommand = new Command('diagnose')
  .description('find out what is wrong with a connection of this machine')
  .argument(
    '<url>',
    'what the client connects to: ws(s)://, http(s)://, tcp://host:port, host:port or host',
  )
  .option('--server <ssh-url>', 'take a server report over ssh: ssh://user@host[:port]')
  .option(
    '--report <file>',
    'server report of badconn collect; twice for those of before and after one attempt',
    (file, files: string[] | undefined): string[] => [...(files ?? []), file],
  )
  .option('--expect-address <ip>', 'address that the host name should resolve to, if known')
  .option('--intended-server <name>', 'the intended server, by a name that resolves to it')
  .option('--client <name>', 'ask your own client, too: curl, wget, python, node or chromium')
  .option('--connect-deadline <ms>', 'time limit for an attempt without an answer', '1500')
  .option('--causes <folder>', 'causes of your own, in addition to the built-in ones')
  .option('--save <file>', 'write the evidence to a file for badconn replay')
  .option('--no-scrub', 'with --save: keep addresses, names and paths as they are')
  .option('-v, --verbose', 'every possible cause, and every observation')
  .option('--json', 'answer, stages and notes as one JSON document')
  .addHelpText(
    'after',
    `
Needs neither Docker nor root. If the target is an address of this machine, the server report is taken here.
Exit codes: 0 the connection is healthy, 1 a cause was found (or several that look the same),
            6 the evidence does not tell, 2 wrong use.
  badconn diagnose ws://shop.example:8080
  badconn diagnose shop.example:5432              a host and a port alone: the TCP connection
  badconn diagnose localhost:3000/health          with a path: HTTP
  badconn diagnose ws://shop.example:8080 --server ssh://root@shop.example
  badconn diagnose http://10.0.0.7:3000/ --report report.txt
  badconn diagnose http://10.0.0.7:3000/ --report before.txt --report after.txt
  badconn diagnose ws://shop.example:8080 --expect-address 198.51.100.7
  badconn diagnose ws://shop.example:8080 --intended-server origin.shop.example
  badconn diagnose ws://shop.example:8080 --save case.json

--save replaces addresses by consistent others of the same kind, and removes names, paths, credentials,
times, comments of firewall rules and rare programs. Check the file before you share it.`,
  )
  .action(async (url, options) => {
    const [{ diagnoseConnection }, { endWritten }] = await Promise.all([
      import('./diagnose-connection.ts'),
      import('./end-written.ts'),
    ]);
    const exitCode = await diagnoseConnection(url, options);
    // A query of the system's resolver cannot be cancelled, and would keep the process for 10 s or more.
    await endWritten(exitCode);
  });

export type DiagnoseFlags = ReturnType<typeof diagnoseCommand.opts>;
