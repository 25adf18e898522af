import { Command } from '@commander-js/extra-typings';

export const collectCommand = new Command('collect')
  .description('print the server report for badconn diagnose --report; run it on the server')
  .option('--script', 'print the POSIX shell script, for a server without Node')
  .option('--json', 'print the report as JSON instead of text')
  .option(
    '--watch',
    'two reports, around one attempt of the client: the second once Enter is pressed',
  )
  .addHelpText(
    'after',
    `
On the server, as root if you can (firewall counters need it):
  badconn collect > report.txt                       if badconn is installed there
  badconn collect --watch > report.txt               counters speak only between two reports
  badconn collect --script | ssh server sudo sh > report.txt    without badconn; append (>>) a second one
Then:
  badconn diagnose ws://server:8080 --report report.txt`,
  )
  .action(async ({ script, json, watch }) => {
    const { readFile } = await import('node:fs/promises');
    const { stdout } = await import('../harness/output.ts');
    const { collectScript, parseSnapshot, serverReport } = await import('../collector/index.ts');
    const source = await readFile(collectScript, 'utf8');
    if (script) {
      stdout.document(source);
      return;
    }
    const { runHere } = await import('./this-machine.ts');
    const before = await runHere(source);
    if (watch) await pressed('Now let the client try once; then press Enter.');
    const after = watch ? await runHere(source) : undefined;
    const later = after === undefined ? undefined : parseSnapshot(after);
    if (json) stdout.json(serverReport(parseSnapshot(before), later, later === undefined ? 0 : 1));
    else stdout.document(before + (after ?? ''));
  });

/** Waits for a line on stdin, or for its end. */
async function pressed(says: string): Promise<void> {
  const { createInterface } = await import('node:readline/promises');
  const { say } = await import('../harness/output.ts');
  say(says);
  const lines = createInterface({ input: process.stdin });
  await new Promise<void>((resolve) => {
    lines.once('line', () => resolve()).once('close', () => resolve());
  });
  lines.close();
}
