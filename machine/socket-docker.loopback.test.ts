import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { temporaryFolder } from './fake-engine.fixture.ts';
import { socketDocker } from './socket-docker.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

async function engine(socket: string, answer: Answer): Promise<ReturnType<typeof socketDocker>> {
  server = createServer(answer).listen(socket);
  await once(server, 'listening');
  return socketDocker(socket);
}

test('calls of a run say what dockerode says', async () => {
  using folder = temporaryFolder();
  const asked: string[] = [];
  const docker = await engine(join(folder.path, 's'), (request, response) => {
    void text(request).then((body) => {
      asked.push(`${request.method} ${decodeURIComponent(request.url ?? '')} ${body}`.trim());
      const isCreated = request.url?.startsWith('/containers/create');
      const isEmpty = request.method === 'DELETE' || request.url?.endsWith('/start');
      response.writeHead(isEmpty ? 204 : 200);
      response.end(isEmpty ? undefined : JSON.stringify(isCreated ? { Id: 'c1' } : []));
    });
  });
  expect(await docker.listContainers({ all: true, filters: { label: ['a=b'] } })).toEqual([]);
  const container = await docker.createContainer({ Image: 'x', name: 'n' });
  await container.start();
  await container.putArchive(Buffer.from('tar'), { path: '/opt/x y' });
  await container.remove({ force: true });
  expect(asked).toEqual([
    'GET /containers/json?all=1&filters={"label":["a=b"]}',
    'POST /containers/create?name=n {"Image":"x"}',
    'POST /containers/c1/start',
    'PUT /containers/c1/archive?path=/opt/x+y tar',
    'DELETE /containers/c1?force=1',
  ]);
});

test('what the engine refuses is an error with its status and its words', async () => {
  using folder = temporaryFolder();
  const docker = await engine(join(folder.path, 's'), (_, response) => {
    response.writeHead(404).end('{"message":"no such image: x"}');
  });
  await expect(docker.getImage('x').inspect()).rejects.toMatchObject({
    statusCode: 404,
    message: '(HTTP code 404) Not Found - no such image: x',
  });
  await expect(docker.getContainer('y').attach({})).rejects.toMatchObject({ statusCode: 404 });
});

test('calls that a run has no need of are made by dockerode', async () => {
  using folder = temporaryFolder();
  const docker = await engine(join(folder.path, 's'), (request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify([{ Id: request.url }]));
  });
  const [image] = await docker.listImages({ all: true });
  expect(image?.Id).toContain('/images/json');
});

test('a connection that is attached goes both ways', async () => {
  using folder = temporaryFolder();
  const docker = await engine(join(folder.path, 's'), () => undefined);
  server?.on('upgrade', (_, socket) => {
    socket.write('HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nfirst ');
    socket.on('data', (chunk: Buffer) => socket.end(`heard ${chunk.toString()}`));
  });
  const stream = await docker.getContainer('c').attach({});
  stream.write('word');
  expect(await text(stream)).toBe('first heard word');
});
