import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { Sdk } from '../../mcp/load-sdk.ts';
import { mcpServer } from '../../mcp/mcp-server.ts';
import type { Tool } from '../../mcp/tool.ts';
import { isSameSecret } from '../../same-secret.ts';

/** An MCP endpoint on loopback (streamable HTTP), which requires its bearer token (RFC 6750, 2.1). */
export interface McpEndpoint {
  url: string;
  token: string;
  close(): Promise<void>;
}

/** Opens an endpoint with these tools on a port of 127.0.0.1 that the kernel chooses. */
export async function openEndpoint(
  sdk: Sdk,
  tools: readonly Tool[],
  instructions: string,
): Promise<McpEndpoint> {
  const token = randomBytes(24).toString('base64url');
  const handler = sdk.createMcpHandler(() => mcpServer(sdk, tools, instructions));
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/mcp`;

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const status = refusedWith(incoming);
    if (status !== undefined) {
      outgoing.writeHead(status).end();
      return;
    }
    const headers = new Headers();
    for (const [name, value] of Object.entries(incoming.headersDistinct)) {
      for (const each of value ?? []) headers.append(name, each);
    }
    const { method = 'GET' } = incoming;
    const body = method === 'POST' ? { body: await buffer(incoming) } : {};
    const {
      status: code,
      headers: said,
      body: content,
    } = await handler.fetch(new Request(url, { method, headers, ...body }));
    outgoing.writeHead(code, Object.fromEntries(said));
    if (content === null) outgoing.end();
    else await pipeline(Readable.fromWeb(content as ReadableStream), outgoing);
  }

  /** A page in a browser sends the name that it was loaded from (DNS rebinding), and has no token. */
  function refusedWith({ headers, url: path }: IncomingMessage): 401 | 403 | 404 | undefined {
    if (headers.host !== `127.0.0.1:${port}`) return 403;
    if (path !== '/mcp') return 404;
    const isRight = isSameSecret(headers.authorization ?? '', `Bearer ${token}`);
    return isRight ? undefined : 401;
  }

  return {
    url,
    token,
    async close() {
      await handler.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
