import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { connect, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { expect, test } from 'vitest';
import { endpoints } from './endpoints.ts';
import { fakeEngine, temporaryFolder } from './fake-engine.fixture.ts';
import { findEngine } from './find-engine.ts';

interface Ssh {
  Server: new (options: object, connected: (client: SshClient) => void) => Server;
}
/** The part of ssh2 that a server needs. */
interface SshClient {
  on(event: 'authentication', tell: (context: { accept(): void }) => void): SshClient;
  on(event: 'session', tell: (accept: () => SshSession) => void): SshClient;
  on(event: 'error', tell: () => void): SshClient;
}
interface SshSession {
  on(event: 'exec', tell: (accept: () => Duplex, _: unknown, exec: Exec) => void): void;
}
type Exec = { command: string };

const require = createRequire(import.meta.url);
const { Server: SshServer } = createRequire(require.resolve('dockerode'))('ssh2') as Ssh;

test.each(['127.0.0.1', '[::1]'])(
  'an engine is found by ssh://user@%s and a port',
  async (host) => {
    using folder = temporaryFolder();
    const socket = join(folder.path, 'docker.sock');
    await using _ = await fakeEngine(socket, { Version: '27.1.0' });
    const hostKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
      type: 'pkcs1',
      format: 'pem',
    });
    const asked: string[] = [];
    const server = new SshServer({ hostKeys: [hostKey] }, (client) => {
      client.on('error', () => undefined);
      client.on('authentication', (context) => context.accept());
      client.on('session', (accept) => {
        accept().on('exec', (open, _, { command }) => {
          asked.push(command);
          const stream = open();
          stream.pipe(connect(socket)).pipe(stream);
        });
      });
    });
    server.listen(0, host.replace(/[[\]]/g, ''));
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const env = { DOCKER_HOST: `ssh://ann@${host}:${port}` };
    const { engine, silent } = await findEngine(endpoints({ env, home: folder.path, uid: 0 }));
    server.close();
    expect(silent).toEqual([]);
    expect(engine).toMatchObject({ version: '27.1.0', endpoint: { address: env.DOCKER_HOST } });
    expect(asked).toEqual(['docker system dial-stdio']);
  },
);
