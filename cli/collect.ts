import { Command } from '@commander-js/extra-typings';

export const collectCommand = new Command('collect')
  .description('print the server report for badconn diagnose --report; run it on the server')
  .option('--script', 'print the POSIX shell script, for a server without Node')
  .option('--json', 'print the report as JSON instead of text')
  .addHelpText(
    'after',
    `
On the server, as root if you can (firewall counters need it):
  badconn collect > report.txt                       if badconn is installed there
  badconn collect --script | ssh server sudo sh > report.txt    otherwise
Then:
  badconn diagnose ws://server:8080 --report report.txt`,
  )
  .action(async ({ script, json }) => {
    const { readFile } = await import('node:fs/promises');
    const { stdout } = await import('../harness/output.ts');
    const { collectScript, parseSnapshot, serverReport } = await import('../collector/index.ts');
    const source = await readFile(collectScript, 'utf8');
    if (script) {
      stdout.document(source);
      return;
    }
    const { runHere } = await import('./this-machine.ts');
    const text = await runHere(source);
    if (json) stdout.json(serverReport(parseSnapshot(text), undefined, 0));
    else stdout.document(text);
  });
