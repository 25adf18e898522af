import { Command } from '@commander-js/extra-typings';

export const explainCommand = new Command('explain')
  .description('possible causes of an error message, and how to tell them apart')
  .argument('<text...>', 'the message, with other output around it or not; - reads stdin')
  .option('--all', 'every possible cause, each with every command that tells it')
  .option('--json', 'one JSON document')
  .addHelpText(
    'after',
    `
Works offline, from the recorded messages of real clients (docs/atlas.md).
  badconn explain "connect ECONNREFUSED 10.0.0.7:8080"
  badconn explain "WebSocket connection to 'ws://shop.example:8080/' failed: Error during WebSocket handshake: Unexpected response code: 200"
  curl http://shop.example:8080/ 2>&1 | badconn explain -`,
  )
  .action(async (words, { all, json }) => {
    const { widthOf } = await import('../harness/report/look.ts');
    const { stdout } = await import('../harness/output.ts');
    const { explainText } = await import('./explain-text.ts');
    const look = { all: all === true, json: json === true, columns: widthOf(stdout) };
    stdout[json ? 'jsonText' : 'text'](await explainText(words, look));
  });
