import { once } from 'node:events';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { createServer as createTlsServer } from 'node:https';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { findBrowser } from '../machine/browser.ts';
import type { Answer } from '../vocabulary/index.ts';

const program = fileURLToPath(new URL('./badconn.js', import.meta.url));
const open: { close(): unknown }[] = [];

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'badconn-diagnose-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

// The proxy of the machine that runs the tests is none of theirs.
const env = { NO_PROXY: '*', no_proxy: '*' };

const diagnose = async (url: string, ...options: string[]) => {
  const argv = [program, 'diagnose', url, ...options];
  const { exitCode, stdout, stderr } = await execa(process.execPath, argv, { reject: false, env });
  return { exitCode, stdout, stderr };
};

async function portOf(server: Server | HttpServer): Promise<number> {
  server.listen(0, '127.0.0.1');
  open.push(server);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function webSocketPort(): Promise<number> {
  const http = createHttpServer((_, response) => response.writeHead(426).end());
  const server = new WebSocketServer({ server: http });
  server.on('connection', (socket) => socket.on('message', (data) => socket.send(data)));
  open.push(server);
  return portOf(http);
}

/** A port that was free a moment ago. */
async function closedPort(): Promise<number> {
  const server = createServer();
  const port = await portOf(server);
  server.close();
  await once(server, 'close');
  return port;
}

const answerOf = ({ stdout }: { stdout: string }): Answer => JSON.parse(stdout) as Answer;

describe('a connection of this machine', () => {
  test('healthy is exit code 0', async () => {
    const url = `ws://127.0.0.1:${await webSocketPort()}/`;
    const { exitCode, stdout, stderr } = await diagnose(url);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout.split('\n').slice(0, 2)).toEqual(['✓ The connection is healthy.', `  ${url}`]);
  });

  test('refused is exit code 1; the machine is its own server, and is looked at as one', async () => {
    const result = await diagnose(`ws://127.0.0.1:${await closedPort()}/`, '--json');
    expect(result.exitCode).toBe(1);
    expect(answerOf(result)).toMatchObject({ protocol: 1, status: 'diagnosed' });
    // Whether this machine runs something else that may be the service is not known here.
    expect(['not-listening', 'wrong-port']).toContain(answerOf(result).candidates.join());
  });

  test('for a person, it says what it is, what shows it and what to do', async () => {
    const port = await portOf(createHttpServer((_, response) => response.end('a page')));
    const { stdout } = await diagnose(`ws://127.0.0.1:${port}/`);
    expect(stdout).toMatch(/^✗ The client speaks WebSocket/);
    expect(stdout).toMatch(/^ {2}cause: websocket-to-http$/m);
    expect(stdout).toMatch(/^What to do\n {2}\S/m);
    expect(stdout).toMatch(/^What shows it\n {2}✓ name +127\.0\.0\.1 is an address/m);
    expect(stdout).toMatch(/^→ ✗ upgrade +\S+ m?s {2}HTTP 200 OK/m);
    expect(stdout).not.toContain('\x1b');
  });

  test('a server that waits for the client to speak is healthy, and nothing is said to it', async () => {
    const said: string[] = [];
    const http = createHttpServer((_, response) => response.writeHead(426).end());
    const server = new WebSocketServer({ server: http });
    server.on('connection', (socket) =>
      socket.on('message', (data) => said.push((data as Buffer).toString())),
    );
    open.push(server);
    const { exitCode, stdout } = await diagnose(`ws://127.0.0.1:${await portOf(http)}/`);
    expect(exitCode).toBe(0);
    expect(stdout).not.toContain('The plain client ended');
    expect(said).toEqual([]);
  });

  test.each(['https', 'wss'])(
    '%s: a certificate that nobody signed is said to be one',
    async (scheme) => {
      const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
      const made = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=localhost -keyout ${key} -out ${cert}`;
      await execa('openssl', made.split(' '));
      const tls = createTlsServer({ key: await readFile(key), cert: await readFile(cert) });
      const { stdout, exitCode } = await diagnose(`${scheme}://127.0.0.1:${await portOf(tls)}/`);
      expect(exitCode).toBe(1);
      expect(stdout).toMatch(
        /^(?:→| ) ✗ tls .*the client rejects the certificate:\s+DEPTH_ZERO_SELF_SIGNED_CERT$/m,
      );
      expect(stdout).toMatch(/^ {4}openssl s_client -connect 127\.0\.0\.1:\d+ <\/dev\/null/m);
    },
  );

  // Node starts with about twenty open, and dies without a word below that.
  test.runIf(process.platform === 'linux')(
    'with few descriptors it answers, or says that they are too few',
    async () => {
      // A connection that is given up is reset.
      const server = createServer((socket) => socket.on('error', () => undefined));
      const url = `tcp://127.0.0.1:${await portOf(server)}`;
      const limits = [22, 23, 26, 30];
      const runs = limits.flatMap((limit) => [
        { limit, options: [] },
        { limit, options: ['--json'] },
      ]);
      const ended = [];
      for (const { limit, options } of runs) {
        const line = `ulimit -n ${limit} && exec "$0" "$@"`;
        const argv = ['-c', line, process.execPath, program, 'diagnose', url, ...options];
        ended.push(await execa('bash', argv, { reject: false, env }));
      }
      // Where Node itself does not start, nothing of this project has run.
      const own = ended.filter(
        ({ signal, stderr }) => signal === undefined && !stderr.includes('node:internal/main'),
      );
      expect(own.length).toBeGreaterThan(4);
      for (const { exitCode, stderr, stdout } of own) {
        expect([0, 3, 6]).toContain(exitCode);
        expect(stdout + stderr).not.toMatch(/^ +at /m);
        expect(exitCode === 3 ? stderr : stdout).not.toBe('');
      }
      expect(own.map(({ exitCode }) => exitCode)).toContain(0);
    },
    60_000,
  );

  test('a web server that knows no WebSocket', async () => {
    const port = await portOf(createHttpServer((_, response) => response.end('a page')));
    const result = await diagnose(`ws://127.0.0.1:${port}/`, '--json');
    expect(result.exitCode).toBe(1);
    expect(answerOf(result)).toMatchObject({
      candidates: ['websocket-to-http'],
      remedy: { action: 'serve-websocket' },
    });
  });

  test('a WebSocket server that is asked for a page', async () => {
    const result = await diagnose(`http://127.0.0.1:${await webSocketPort()}/`, '--json');
    expect(result.exitCode).toBe(1);
    expect(answerOf(result).candidates).toEqual(['http-to-websocket']);
  });

  test('two reports, in two files or in one, let counters speak', async () => {
    const port = await closedPort();
    const once = async (): Promise<string> =>
      (await execa(process.execPath, [program, 'collect'])).stdout;
    const first = `${await once()}\n`;
    // What one attempt costs on a port without a listener: a packet, and a reset of the server's own TCP.
    const socket = connect(port, '127.0.0.1');
    await new Promise((resolve) => socket.once('error', resolve));
    const second = `${await once()}\n`;
    const [before, after, both] = ['before.txt', 'after.txt', 'both.txt'].map((name) =>
      join(folder, name),
    );
    await writeFile(before!, first);
    await writeFile(after!, second);
    await writeFile(both!, first + second);
    const url = `tcp://127.0.0.1:${port}`;
    const said = async (...files: string[]): Promise<string> =>
      (await diagnose(url, ...files.flatMap((file) => ['--report', file]), '--json')).stdout;
    const counted = /While the client tried, \d+ IP packets? reached the server/;
    expect(await said(before!, after!)).toMatch(counted);
    expect(await said(after!, before!)).toMatch(counted);
    expect(await said(both!)).toMatch(counted);
    expect(await said(before!)).not.toMatch(counted);
  });

  test('a report of the server rules out what the client cannot', async () => {
    const port = await closedPort();
    const { stdout: report } = await execa(process.execPath, [program, 'collect', '--json']);
    const file = join(folder, 'report.json');
    await writeFile(file, report);
    const result = await diagnose(`tcp://127.0.0.1:${port}`, '--report', file, '--json');
    expect(result.exitCode).toBe(1);
    const { candidates } = answerOf(result);
    expect(candidates).toContain('not-listening');
    // Whether this machine runs something else that may be the service is not known here.
    for (const cause of candidates) expect(['not-listening', 'wrong-port']).toContain(cause);
  });

  test('a server that hangs up after its answer does not keep the command alive', async () => {
    const answer = 'HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n';
    const port = await portOf(createServer((socket) => socket.end(answer)));
    const { candidates } = answerOf(await diagnose(`ws://127.0.0.1:${port}/`, '--json'));
    expect(candidates).toEqual(['websocket-to-http', 'wrong-path']);
  });

  test('a port alone is taken for TCP on this machine, and the text says so', async () => {
    const { exitCode, stdout } = await diagnose(`${await closedPort()}`);
    expect(exitCode).toBe(1);
    expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(
      /Tried as tcp:\/\/localhost:\d+: no scheme says what is spoken there/,
    );
    expect(stdout).not.toContain('gave the report');
  });

  test('--json has the answer, the stages and the notes of the text', async () => {
    const url = `ws://127.0.0.1:${await closedPort()}/`;
    const result = await diagnose(url, '--json');
    expect(JSON.parse(result.stdout)).toMatchObject({
      protocol: 1,
      target: url,
      summary: expect.stringMatching(/^[A-Z].*\.$/) as string,
      stages: [
        { stage: 'name', outcome: 'passed', decisive: false },
        { stage: 'local', outcome: 'passed' },
        { stage: 'connect', outcome: 'failed' },
      ],
      notReached: ['upgrade', 'exchange'],
      notes: [expect.stringContaining('The target is this machine') as string],
    });
  });

  test('where nothing tells what is wrong, the exit code is its own', async () => {
    // A server that takes the upgrade with a wrong key is no failure that has a name.
    const port = await portOf(
      createServer((socket) =>
        socket
          .on('error', () => undefined)
          .once('data', () =>
            socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n'),
          ),
      ),
    );
    const { exitCode, stdout } = await diagnose(`ws://127.0.0.1:${port}/`);
    expect(stdout).toMatch(/^\? The connection fails at the first request/);
    expect(exitCode).toBe(6);
  });

  test("--client asks a program of the person's own, and tells its words", async () => {
    const port = await portOf(createHttpServer((_, response) => response.end('a page')));
    const well = await diagnose(`http://127.0.0.1:${port}/`, '--client', 'node');
    expect(well.exitCode).toBe(0);
    expect(well.stdout).toMatch(/^Your client Node fetch [\d.]+ works\.$/m);
    const url = `http://127.0.0.1:${await closedPort()}/`;
    const broken = await diagnose(url, '--client', 'node', '--json');
    expect(JSON.parse(broken.stdout)).toMatchObject({
      client: {
        name: 'Node fetch',
        exitCode: 1,
        says: expect.arrayContaining(['TypeError: fetch failed']) as string[],
      },
    });
  });

  test.skipIf(findBrowser() === undefined)(
    '--client chromium tells why a page is not loaded, and no more than that one is',
    async () => {
      const port = await portOf(createHttpServer((_, response) => response.end('a page')));
      const said = async (url: string): Promise<string> =>
        (await diagnose(url, '--client', 'chromium')).stdout.replaceAll(/\s+/g, ' ');
      expect(await said(`http://127.0.0.1:${port}/`)).toMatch(
        /Your client Chromium [\d.]+ loaded a page; it does not say with which HTTP status\./,
      );
      expect(await said(`http://127.0.0.1:${await closedPort()}/`)).toMatch(
        /Your client Chromium [\d.]+ loaded no page: net::ERR_CONNECTION_REFUSED\./,
      );
    },
  );

  test('--client that does not speak what the URL asks for is refused before anything is tried', async () => {
    const { exitCode, stderr, stdout } = await diagnose('ws://127.0.0.1:1/', '--client', 'curl');
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/^--client is curl, which does not speak ws\./);
  });
});
