import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const program = fileURLToPath(new URL('badconn.js', import.meta.url));

/** A folder of somebody else's, in which badconn is not installed: scenarios, and files that are none. */
let app = '';
beforeAll(async () => {
  app = await mkdtemp(join(tmpdir(), 'badconn-outside-'));
  const sample = fileURLToPath(new URL('../fixtures/outside', import.meta.url));
  await cp(sample, app, { recursive: true });
  await cp(join(app, 'scenarios'), join(app, 'broken'), { recursive: true });
  await mkdir(join(app, 'broken/timeout'));
  await writeFile(join(app, 'broken/timeout/x-slow.ts'), 'export default defineScenario({});\n');
  await writeFile(join(app, 'broken/stray.ts'), '');
});
afterAll(() => rm(app, { recursive: true, force: true }));

const badconn = async (...argv: string[]) => {
  const env = { NODE_OPTIONS: '', DOCKER_HOST: 'unix:///nonexistent' };
  const options = { cwd: app, reject: false, env } as const;
  const { exitCode, stdout, stderr } = await execa(process.execPath, [program, ...argv], options);
  return { exitCode, stdout, stderr };
};

const evidence = {
  version: 1,
  vantage: 'client',
  target: { url: 'ws://10.0.0.7:80/', scheme: 'ws', host: '10.0.0.7', port: 80, path: '/' },
  intendedAddress: '10.0.0.7',
  symptom: { stage: 'upgrade', code: 'HTTP 503', message: 'HTTP 503', afterMs: 4 },
  attempts: [
    { address: '10.0.0.7', port: 80, code: 'connected', message: '', local: false, afterMs: 1 },
  ],
  handshakes: [{ asked: 'websocket', port: 80, answer: 'http', status: 503, afterMs: 3 }],
  signs: [],
  neighbours: [],
};

describe('scenarios of another folder', () => {
  test('are listed, without those that come with badconn', async () => {
    const { exitCode, stdout, stderr } = await badconn('list', '--scenarios', './scenarios');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(
      /^protocol\/x-maintenance-mode +HTTP 503 at upgrade +The service is .*\n?$/,
    );
  });

  test('a file that is none is named, hides no other, and the exit code says so', async () => {
    const { exitCode, stdout, stderr } = await badconn('list', '--scenarios', 'broken');
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/^protocol\/x-maintenance-mode /);
    expect(stderr).toContain(
      'broken/timeout/x-slow.ts cannot be loaded: defineScenario is not defined',
    );
    expect(stderr).toContain('broken/stray.ts is not in the folder of a family');
  });

  test('of which none can be used are an error with all of them', async () => {
    const { exitCode, stderr } = await badconn('run', 'timeout/x-slow', '--scenarios', 'broken');
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^broken\/timeout\/x-slow\.ts cannot be loaded: /);
  });

  test('are known by their ids to run and exec', async () => {
    for (const command of ['run', 'exec']) {
      const known = await badconn(
        command,
        'protocol/x-maintenance-mode',
        '--scenarios',
        'scenarios',
      );
      expect(known.exitCode, 'no engine').toBe(3);
      const unknown = await badconn(
        command,
        'protocol/x-maintenance-mod',
        '--scenarios',
        'scenarios',
      );
      expect(unknown.stderr).toContain('nearest: protocol/x-maintenance-mode');
    }
  });

  test.each([['run'], ['list'], ['exec', 'healthy/plain']])(
    '%s needs the folder',
    async (...words) => {
      const { exitCode, stderr } = await badconn(...words, '--scenarios', './nowhere');
      expect(exitCode).toBe(2);
      expect(stderr).toContain('--scenarios is ./nowhere, which cannot be read as a folder');
    },
  );
});

describe('causes of another folder', () => {
  test('are concluded beside those that are built in', async () => {
    const kept = join(app, 'case.json');
    await writeFile(kept, JSON.stringify({ truth: 'x-maintenance-mode', client: evidence }));
    const without = await badconn('replay', kept, '--json');
    expect(without.exitCode).toBe(1);
    expect(JSON.parse(without.stdout)).toMatchObject({
      replayed: [{ answer: { candidates: ['service-failing'] } }],
    });
    const { exitCode, stdout } = await badconn('replay', kept, '--causes', 'causes');
    expect(exitCode, stdout).toBe(0);
    expect(stdout).toContain('x-maintenance-mode: A cause outside the vocabulary of badconn.');
    expect(stdout).toContain('closed for maintenance');
  });

  test('are taken to a connection of this machine', async () => {
    await using server = createServer((_, response) => response.writeHead(503).end());
    server.on('upgrade', (_, socket) =>
      socket.end('HTTP/1.1 503 Closed\r\nContent-Length: 0\r\n\r\n'),
    );
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const url = `ws://127.0.0.1:${port}/`;
    const { stdout } = await badconn('diagnose', url, '--causes', 'causes', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ candidates: ['x-maintenance-mode'] });
  });

  test.each([
    ['a typo', "'acept-queue-full'", "write  cause: 'accept-queue-full',"],
    ['a word without its mark', "'licence_expired'", "write  cause: 'x-licence-expired',"],
    ['no word', '7', 'it lacks cause'],
  ])('%s is refused with what would not be', async (_, cause, next) => {
    const folder = await mkdtemp(join(app, 'causes-'));
    const text = `export default { cause: ${cause}, prior: 1, judge: () => [], remedy: () => ({}) };\n`;
    await writeFile(join(folder, 'own.js'), text);
    for (const argv of [
      ['diagnose', 'ws://127.0.0.1:1/', '--causes', folder],
      ['run', '--diagnoser', `reference:${folder}`],
    ]) {
      const { exitCode, stderr } = await badconn(...argv);
      expect(exitCode, stderr).toBe(2);
      expect(stderr).toContain(next);
    }
  });
});
