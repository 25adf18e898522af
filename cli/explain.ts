import { Command } from '@commander-js/extra-typings';

export const explainCommand = new Command('explain')
  .description('what an error message may mean, how to tell its causes apart, and what to try')
  .argument('<text...>', 'the message, with whatever surrounds it; - reads it from stdin')
  .option('--json', 'one JSON document')
  .addHelpText(
    'after',
    `
It works offline, on words that were recorded: docs/atlas.md shows which client says what, where.
  badconn explain "connect ECONNREFUSED 10.0.0.7:8080"
  badconn explain "WebSocket connection to 'ws://shop.example:8080/' failed: Error during WebSocket handshake: Unexpected response code: 200"
  curl http://shop.example:8080/ 2>&1 | badconn explain -`,
  )
  .action(async (words, { json }) => {
    const { stdout } = await import('../harness/output.ts');
    const { explainText } = await import('./explain-text.ts');
    stdout[json ? 'jsonText' : 'text'](await explainText(words, json ?? false));
  });
