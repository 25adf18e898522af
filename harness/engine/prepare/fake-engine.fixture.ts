import { createServer } from 'node:http';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder that goes with its block. */
export function temporaryFolder(): { path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), 'badconn-test-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

export const dockerVersion = {
  Version: '20.10.24',
  ApiVersion: '1.41',
  Os: 'linux',
  Arch: 'amd64',
  KernelVersion: '6.1.0',
};

/** An HTTP server on a unix socket that answers GET /version as an engine does. */
export async function fakeEngine(
  socket: string,
  version: Partial<typeof dockerVersion> = {},
): Promise<AsyncDisposable> {
  const server = createServer((request, response) => {
    response.statusCode = request.url?.endsWith('/version') ? 200 : 404;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ...dockerVersion, ...version }));
  }).listen(socket);
  await once(server, 'listening');
  return {
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
