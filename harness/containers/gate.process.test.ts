import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createHttp, get } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { FaultNotPossible, NotHealed } from '../errors.ts';
import type { ContainerEngine } from '../engine/containers.ts';
import { breakContainer } from './break-connection.ts';

/** A server of this machine as the mapped port of a container: the gate knows no more of one. */
async function published(): Promise<{ server: Server; engine: ContainerEngine }> {
  const server = createHttp((_, response) => void response.end('well\n')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const engine: ContainerEngine = {
    address: undefined,
    find: (name) =>
      Promise.resolve({
        ...{ id: name, name, isRunning: true, networks: {}, session: {} },
        published: { 80: { host: '0.0.0.0', port } },
      }),
    join: () => Promise.reject(new Error('the gate needs no sidecar')),
  };
  servers.push(server);
  return { server, engine };
}

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const statusAt = (url: string): Promise<number | string> =>
  new Promise((resolve) => {
    get(url, { agent: false }, (response) => resolve(response.resume().statusCode ?? 0)).on(
      'error',
      (error: NodeJS.ErrnoException) => resolve(error.code ?? ''),
    );
  });

test.each([
  ['refused', 'connect', 'ECONNREFUSED'],
  ['timeout/host-firewall-drop', 'connect', 'silence'],
  ['reset', 'upgrade', 'ECONNRESET'],
  ['stalled', 'upgrade', 'silence'],
  ['cut', 'upgrade', 'ECONNRESET'],
  ['bad-gateway', 'upgrade', 'HTTP 502'],
])('%s is seen at the gate, and gone when it is mended', async (name, stage, code) => {
  const { engine } = await published();
  await using broken = await breakContainer(engine, 'web', name, { port: 80, scheme: 'http' });
  expect(broken).toMatchObject({ standing: 'gate', made: 'symptom', symptom: { stage, code } });
  if (code === 'HTTP 502') expect(await statusAt(broken.url)).toBe(502);
  await broken.mend();
  expect(await statusAt(broken.url)).toBe(200);
});

test.each(['silence', 'bad-gateway'])('%s is seen at the gate by IPv6', async (name) => {
  const { engine } = await published();
  const options = { port: 80, scheme: 'http', ipVersion: 6 } as const;
  await using broken = await breakContainer(engine, 'web', name, options);
  expect(broken).toMatchObject({ standing: 'gate', host: '::1' });
  expect(broken.url).toMatch(/^http:\/\/\[::1\]:\d+\/$/);
  await broken.mend();
  expect(await statusAt(broken.url)).toBe(200);
});

test('nothing listens any more when the gate is disposed of', async () => {
  const { engine } = await published();
  const broken = await breakContainer(engine, 'web', 'stalled', { port: 80, scheme: 'http' });
  await broken[Symbol.asyncDispose]();
  expect(await statusAt(broken.url)).toBe('ECONNREFUSED');
});

test('who dies leaves no gate behind', async () => {
  const { server } = await published();
  const { port } = server.address() as AddressInfo;
  const entry = new URL('./break-connection.ts', import.meta.url).href;
  const program = `
    const { breakContainer } = await import(${JSON.stringify(entry)});
    const target = { id: 'web', name: 'web', isRunning: true, networks: {}, session: {} };
    const find = async () => ({ ...target, published: { 80: { host: '0.0.0.0', port: ${port} } } });
    const broken = await breakContainer({ find }, 'web', 'bad-gateway', { port: 80, scheme: 'http' });
    console.log(broken.url);
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program]);
  const [url] = (await once(child.stdout, 'data')) as [Buffer];
  expect(await statusAt(String(url).trim())).toBe(502);
  child.kill('SIGKILL');
  await vi.waitFor(async () => expect(await statusAt(String(url).trim())).toBe('ECONNREFUSED'), {
    timeout: 10_000,
  });
});

test('a server that is gone when the fault is taken back is told', async () => {
  const { engine, server } = await published();
  const broken = await breakContainer(engine, 'web', 'refused', { port: 80, scheme: 'http' });
  server.close();
  await expect(broken[Symbol.asyncDispose]()).rejects.toThrow(NotHealed);
  expect(await statusAt(broken.url)).toBe('ECONNREFUSED');
});

test('what is not well, not published or not captured is told before or instead', async () => {
  const { engine, server } = await published();
  const options = { port: 80, scheme: 'http' as const };
  await using broken = await breakContainer(engine, 'web', 'refused', options);
  await expect(broken.packets()).rejects.toThrow(FaultNotPossible);
  await expect(breakContainer(engine, 'web', 'refused', { port: 81 })).rejects.toThrow(
    'Port 81 of web is not published',
  );
  await broken.mend();
  server.close();
  await once(server, 'close');
  await expect(breakContainer(engine, 'web', 'refused', options)).rejects.toThrow(
    'not well before anything is broken',
  );
});
