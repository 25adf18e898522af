import { Command } from '@commander-js/extra-typings';

export const serveCommand = new Command('serve')
  .description('lessons in the browser: a page of this machine alone, or of a class with --host')
  .option('--port <number>', 'where the page is served; 0 for any free port', '7077')
  .option(
    '--host <address>',
    'for a class: the address of this machine that students reach; prints a join code, and there is a board',
  )
  .option('--students <number>', 'with --host: how many may join', '20')
  .option('--scenarios <folder>', 'scenarios of your own, <family>/<cause>.ts')
  .option(
    '--engine <name>',
    'docker, or local (namespaces of this Linux machine); by default, Docker where it answers',
  )
  .addHelpText(
    'after',
    `
The printed address has a token in it: who has it is let in. Ctrl-C ends the labs; lessons are kept.
  badconn serve
  badconn serve --host 192.0.2.10     a class: students open http://192.0.2.10:7077/`,
  )
  .action(async (flags) => {
    const { begin } = await import('./serve/begin.ts');
    process.exitCode = await begin(flags);
  });
