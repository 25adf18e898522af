import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { endpoints } from './endpoints.ts';
import { temporaryFolder } from './fake-engine.fixture.ts';

function writeContext(home: string, name: string, host: string): string {
  const id = createHash('sha256').update(name).digest('hex');
  const meta = join(home, '.docker/contexts/meta', id);
  mkdirSync(meta, { recursive: true });
  writeFileSync(
    join(meta, 'meta.json'),
    JSON.stringify({ Name: name, Endpoints: { docker: { Host: host } } }),
  );
  return id;
}

const choose = (home: string, currentContext: string): void =>
  writeFileSync(join(home, '.docker/config.json'), JSON.stringify({ currentContext }));

test('without any setting the sockets are tried, each once', () => {
  const found = endpoints({ env: { XDG_RUNTIME_DIR: '/run/user/7' }, home: '/home/a', uid: 7 });
  expect(found.map(({ address }) => address)).toEqual([
    'unix:///var/run/docker.sock',
    'unix:///run/user/7/docker.sock',
    'unix:///home/a/.docker/run/docker.sock',
    'unix:///home/a/.docker/desktop/docker.sock',
  ]);
  expect(found[0]?.options).toEqual({ socketPath: '/var/run/docker.sock' });
});

test('DOCKER_HOST stands alone, and docker-modem reads it', () => {
  using home = temporaryFolder();
  writeContext(home.path, 'work', 'unix:///work.sock');
  choose(home.path, 'work');
  const env = { DOCKER_HOST: 'tcp://127.0.0.1:2375', DOCKER_CONTEXT: 'work' };
  expect(endpoints({ env, home: home.path, uid: 0 })).toEqual([
    { from: 'DOCKER_HOST', address: 'tcp://127.0.0.1:2375', options: undefined },
  ]);
});

test('the current context comes before the sockets', () => {
  using home = temporaryFolder();
  writeContext(home.path, 'desktop', `unix://${home.path}/.docker/desktop/docker.sock`);
  choose(home.path, 'desktop');
  const found = endpoints({ env: {}, home: home.path, uid: undefined });
  expect(found.map(({ from, address }) => `${from} ${address}`)).toEqual([
    `context unix://${home.path}/.docker/desktop/docker.sock`,
    'socket unix:///var/run/docker.sock',
    `socket unix://${home.path}/.docker/run/docker.sock`,
  ]);
});

test('DOCKER_CONTEXT stands alone, and DOCKER_CONTEXT=default overrides the current context', () => {
  using home = temporaryFolder();
  writeContext(home.path, 'far', 'ssh://ann@build.test:2222');
  choose(home.path, 'far');
  const far = endpoints({ env: { DOCKER_CONTEXT: 'far' }, home: home.path, uid: 0 });
  expect(far).toEqual([
    {
      from: 'DOCKER_CONTEXT',
      address: 'ssh://ann@build.test:2222',
      options: {
        protocol: 'http',
        host: undefined,
        socketPath: undefined,
        agent: expect.objectContaining({
          target: { host: 'build.test', port: 2222, username: 'ann' },
        }),
      },
    },
  ]);
  const plain = endpoints({ env: { DOCKER_CONTEXT: 'default' }, home: home.path, uid: 0 });
  expect(plain.every(({ from }) => from === 'socket')).toBe(true);
});

test("a context's own certificates go with it", () => {
  using home = temporaryFolder();
  const id = writeContext(home.path, 'tls', 'tcp://build.test:2376');
  const tls = join(home.path, '.docker/contexts/tls', id, 'docker');
  mkdirSync(tls, { recursive: true });
  for (const name of ['ca', 'cert', 'key']) writeFileSync(join(tls, `${name}.pem`), name);
  const [endpoint] = endpoints({ env: { DOCKER_CONTEXT: 'tls' }, home: home.path, uid: 0 });
  expect(endpoint?.options).toEqual({
    host: 'build.test',
    port: '2376',
    protocol: 'https',
    ca: 'ca',
    cert: 'cert',
    key: 'key',
  });
});
