import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Docker from 'dockerode';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { hasImage } from '../../machine/has-image.ts';
import { imageInputs, imageTags } from '../../machine/inputs.ts';

const badconn = fileURLToPath(new URL('../../cli/badconn.js', import.meta.url));

/** Where rootless engines of Docker and Podman listen, of this user; of every user for root. */
function sockets(): string[] {
  const given = process.env['BADCONN_ROOTLESS'];
  if (given) return [given.replace(/^unix:\/\//, '')];
  const uid = process.getuid?.();
  const users = !existsSync('/run/user')
    ? []
    : uid === 0
      ? readdirSync('/run/user')
      : [String(uid)];
  return users
    .flatMap((user) => ['docker.sock', 'podman/podman.sock'].map((at) => `/run/user/${user}/${at}`))
    .filter((socket) => existsSync(socket));
}

/** The first of them that answers and says that it is rootless. */
async function rootlessEngine(): Promise<{ socket: string; docker: Docker } | undefined> {
  for (const socket of sockets()) {
    const docker = new Docker({ socketPath: socket, timeout: 5000 });
    const info = (await docker.info().catch(() => ({}))) as {
      Rootless?: boolean;
      SecurityOptions?: string[];
    };
    if (info.Rootless ?? info.SecurityOptions?.some((one) => one.startsWith('name=rootless')))
      return { socket, docker: new Docker({ socketPath: socket }) };
  }
  return undefined;
}

const engine = await rootlessEngine();
const why =
  'no rootless engine answers below /run/user; BADCONN_ROOTLESS names the socket of another';

test('a few cases pass on a rootless engine', { timeout: 240_000 }, async ({ skip }) => {
  if (engine === undefined) return skip(why);
  const env = { DOCKER_HOST: `unix://${engine.socket}` };
  const { lab } = imageTags(imageInputs(), process.arch === 'x64' ? 'amd64' : process.arch);
  if (!(await hasImage(engine.docker, lab))) {
    const folder = mkdtempSync(join(tmpdir(), 'badconn-rootless-'));
    try {
      const file = join(folder, 'image.tar');
      await execa(process.execPath, [badconn, 'prepare']);
      await execa(process.execPath, [badconn, 'prepare', '--save', file]);
      await execa(process.execPath, [badconn, 'prepare', '--load', file], { env });
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  const ids = ['healthy/plain', 'refused/not-listening', 'timeout/host-firewall-drop'];
  const argv = [badconn, 'run', ...ids, '--json'];
  const { exitCode, stdout, stderr } = await execa(process.execPath, argv, { env, reject: false });
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
  expect(JSON.parse(stdout)).toMatchObject({ fellShort: 0, skipped: 0 });
});
