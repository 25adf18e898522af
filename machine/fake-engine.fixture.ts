import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
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

/** An image as the fake engine keeps it. */
export interface FakeImage {
  id: string;
  tags: string[];
  /** The version of badconn that made it. */
  by: string;
  ageSeconds: number;
  /** A container runs it. */
  used?: boolean;
}

const described = ({ id, tags, by, ageSeconds }: FakeImage): object => ({
  ...{ Id: id, RepoTags: tags, Labels: { 'badconn.image': by } },
  ...{
    Created: Math.round(Date.now() / 1000 - ageSeconds),
    Config: { Labels: { 'badconn.image': by } },
  },
});

function answer(
  images: FakeImage[],
  archive: readonly FakeImage[],
  request: IncomingMessage,
): [number, unknown] {
  const url = new URL(request.url ?? '', 'http://engine');
  const path = decodeURIComponent(url.pathname.replace(/^\/v[\d.]+/, ''));
  if (path === '/containers/json') {
    return [200, images.filter(({ used }) => used).map(({ id }) => ({ ImageID: id }))];
  }
  if (path === '/images/json') {
    const { label = [] } = JSON.parse(url.searchParams.get('filters') ?? '{}') as {
      label?: string[];
    };
    const [wanted] = label.map((one) => one.split('=')[1]);
    return [200, images.filter(({ by }) => wanted === undefined || by === wanted).map(described)];
  }
  if (path === '/images/load') {
    images.push(...archive);
    return [
      200,
      {
        stream: archive
          .flatMap(({ tags }) => tags)
          .map((tag) => `Loaded image: ${tag}`)
          .join('\n'),
      },
    ];
  }
  const name = /^\/images\/(.*?)(?:\/json)?$/.exec(path)?.[1] ?? '';
  const index = images.findIndex(({ id, tags }) => id === name || tags.includes(name));
  const image = images[index];
  if (image === undefined) return [404, { message: 'no such image' }];
  if (request.method !== 'DELETE') return [200, described(image)];
  if (image.used) return [409, { message: 'conflict: it is used' }];
  images.splice(index, 1);
  return [200, []];
}

/** An engine that keeps images: it lists, inspects, removes and loads them, from one archive. */
export async function fakeImages(
  socket: string,
  images: FakeImage[],
  archive: readonly FakeImage[] = [],
): Promise<AsyncDisposable> {
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    request.resume().once('end', () => {
      const [status, body] = answer(images, archive, request);
      response.writeHead(status, { 'content-type': 'application/json' });
      // Progress is a document a line.
      response.end(`${JSON.stringify(body)}\n`);
    });
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
