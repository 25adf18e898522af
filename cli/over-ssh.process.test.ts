import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { overSsh } from './over-ssh.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'badconn-ssh-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

/** What stands where ssh does: tests/docker/diagnose-over-ssh.test.ts asks the real one. */
async function ssh(script: string): Promise<void> {
  await writeFile(join(folder, 'ssh'), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, 'ssh'), 0o755);
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env['PATH']}`);
}

test.each([
  ['ssh://root@[::1]', '-o ConnectTimeout=15 -T -- root@::1 sh -s'],
  ['ssh://[2001:db8::7]:2222', '-p 2222 -o ConnectTimeout=15 -T -- 2001:db8::7 sh -s'],
  ['ssh://a%20b@shop.example', '-o ConnectTimeout=15 -T -- a b@shop.example sh -s'],
])('%s is given to ssh as it takes it', async (server, argv) => {
  await ssh('echo "$@"');
  expect(await overSsh(server, '')).toBe(`${argv}\n`);
});

test('one that never ends is ended', async () => {
  await ssh('exec sleep 60');
  await expect(overSsh('ssh://root@[::1]:22', '', 500)).rejects.toMatchObject({
    code: 'USAGE_SSH_FAILED',
    message: expect.stringContaining('over ssh (it took more than 0.5 s).'),
    next: 'ssh -p 22 root@::1 true',
  });
});

test('a failure shows the last words of ssh', async () => {
  await ssh('echo no route >&2; exit 255');
  const message = expect.stringMatching(/over ssh \(255\)\.\n {2}no route\n/) as string;
  await expect(overSsh('ssh://[::1]', '')).rejects.toMatchObject({ message });
});
