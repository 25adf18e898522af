import type { CallToolResult, McpServer } from '@modelcontextprotocol/server';
import { withoutIds } from '../../vocabulary/schema.ts';
import { isBadconnError, UsageError } from '../errors.ts';
import { clean } from '../report/stranger.ts';
import { version } from '../version.ts';
import type { Sdk } from './load-sdk.ts';
import type { Tool } from './tool.ts';

type SdkSchema = Parameters<Sdk['fromJsonSchema']>[0];

/** An MCP server with these tools. Each connection has one of its own. */
export function mcpServer(
  { McpServer: Server, fromJsonSchema }: Sdk,
  tools: readonly Tool[],
  instructions: string,
): McpServer {
  const server = new Server({ name: 'badconn', version }, { instructions });
  for (const { name, title, description, input, output, hints, checksItself, call } of tools) {
    const config = {
      ...{ title, description, annotations: hints },
      inputSchema: fromJsonSchema<Record<string, unknown>>(
        withoutIds(input) as SdkSchema,
        ...(checksItself ? [unchecked] : []),
      ),
      ...(output && { outputSchema: fromJsonSchema(withoutIds(output) as SdkSchema) }),
    };
    server.registerTool(name, config, (given) =>
      answered(() => call(checksItself ? given : onlyKnown(name, input, given))),
    );
  }
  return server;
}

/**
 * The arguments, all of which the tool must know: one that is misspelt would be left out without a word. JSON Schema's
 * own message (`additionalProperties`) does not name it.
 */
function onlyKnown(
  tool: string,
  input: Tool['input'],
  given: Record<string, unknown>,
): Record<string, unknown> {
  const known = Object.keys((input as { properties?: object }).properties ?? {});
  const strange = Object.keys(given).filter((name) => !known.includes(name));
  if (strange.length === 0) return given;
  throw new UsageError({
    code: 'USAGE_TOOL_ARGUMENT',
    what: `The tool ${tool} has no argument ${strange.join(', ')}; it takes ${known.join(', ') || 'none'}.`,
    next: `call ${tool} again with these names only`,
  });
}

/** Accepts any arguments, and still publishes the schema to clients. */
const unchecked: NonNullable<Parameters<Sdk['fromJsonSchema']>[1]> = {
  getValidator: () => (data) => ({ valid: true, data: data as never, errorMessage: undefined }),
};

/** Strips control sequences of untrusted text, in JSON too. */
const cleaned = (value: object): Record<string, unknown> =>
  JSON.parse(JSON.stringify(value), (_, part: unknown) =>
    typeof part === 'string' ? clean(part) : part,
  ) as Record<string, unknown>;

async function answered(call: () => ReturnType<Tool['call']>): Promise<CallToolResult> {
  try {
    const { structured, text, isError } = await call();
    return {
      content: [{ type: 'text', text }],
      ...(structured && { structuredContent: cleaned(structured) }),
      ...(isError && { isError }),
    };
  } catch (error) {
    if (!isBadconnError(error)) throw error;
    return { content: [{ type: 'text', text: clean(error.message) }], isError: true };
  }
}
