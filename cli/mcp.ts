import { Command } from '@commander-js/extra-typings';

export const mcpCommand = new Command('mcp')
  .description('explain, diagnose, collect and causes as tools of an agent (MCP over stdio)')
  .addHelpText(
    'after',
    `
Speaks the Model Context Protocol on stdin and stdout until stdin ends; logs go to stderr. An agent starts it:
  { "mcpServers": { "badconn": { "command": "npx", "args": ["badconn", "mcp"] } } }
Needs the package @modelcontextprotocol/server, version 2, beside badconn:
  npm install badconn @modelcontextprotocol/server@2

Tools, all of them read-only:
  explain    possible causes of an error message, offline
  diagnose   what is wrong with a connection of this machine: it connects to the target
  collect    the server report of this machine, which diagnose takes on the client
  causes     every cause: how it looks, is told apart and mended
docs/agents.md has the configuration of clients, and the schemas of what the tools answer.`,
  )
  .action(async () => {
    const { serveTools } = await import('./mcp/serve-tools.ts');
    await serveTools();
  });
