import type * as McpSdk from '@modelcontextprotocol/server';
import type * as McpStdio from '@modelcontextprotocol/server/stdio';
import { MachineError } from '../errors.ts';

export type Sdk = typeof McpSdk;

/**
 * The SDK of the Model Context Protocol, an optional peer dependency. Only `badconn mcp` and `agent:` need it.
 *
 * @throws MachineError `MACHINE_NO_MCP_SDK`
 */
export const loadSdk = (): Promise<Sdk> =>
  import('@modelcontextprotocol/server').catch((cause: unknown) => {
    throw sdkMissing(cause);
  });

export const loadStdio = (): Promise<typeof McpStdio> =>
  import('@modelcontextprotocol/server/stdio').catch((cause: unknown) => {
    throw sdkMissing(cause);
  });

const sdkMissing = (cause: unknown): MachineError =>
  new MachineError({
    code: 'MACHINE_NO_MCP_SDK',
    what: 'The package @modelcontextprotocol/server is not installed beside badconn; badconn mcp and agent: need its version 2.',
    evidence: [String((cause as Error).message).split('\n', 1)[0] ?? ''],
    next: 'npm install @modelcontextprotocol/server@2  (npx: npx --package badconn --package @modelcontextprotocol/server@2 badconn mcp)',
    cause,
  });
