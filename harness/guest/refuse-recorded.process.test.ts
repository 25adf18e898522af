import { execFile } from 'node:child_process';
import { expect, test } from 'vitest';
import type { Request } from '../../vocabulary/index.ts';
import { hostsOf, recordedHosts, refusedMark } from './recorded-hosts.ts';

// Every host here is loopback: without the guard, no packet would leave this machine.
const guard = new URL('refuse-recorded.ts', import.meta.url).href;

/** Runs a script under the guard; resolves to its stdout, stderr and signal. */
const guarded = (script: string) =>
  new Promise<{ stdout: string; stderr: string; signal: unknown }>((resolve) => {
    const env = {
      ...{ PATH: process.env['PATH'], NODE_OPTIONS: `--import=${guard}` },
      [recordedHosts]: '127.0.0.9,::1,localhost',
    };
    const argv = ['--input-type=module', '--eval', script];
    execFile(process.execPath, argv, { env, timeout: 60_000 }, (error, stdout, stderr) =>
      resolve({ stdout, stderr, signal: error?.signal }),
    );
  });

const after = "setTimeout(() => console.log('not stopped'), 500);";
const onError = ".on('error', () => 0);";

test.each([
  [
    'a connection to 127.0.0.9',
    "import net from 'node:net'; net.connect(1, '127.0.0.9')" + onError,
  ],
  [
    'a connection to ::1',
    "import { connect } from 'node:net'; connect({ port: 1, host: '0:0:0:0:0:0:0:1' })" + onError,
  ],
  [
    'a connection to 127.0.0.9',
    "import tls from 'node:tls'; tls.connect(1, '127.0.0.9')" + onError,
  ],
  ['a connection to 127.0.0.9', "fetch('http://127.0.0.9:47999/').catch(() => 0);"],
  [
    'a connection to localhost',
    "import { get } from 'node:http'; get('http://LOCALHOST:1/')" + onError,
  ],
  [
    'a datagram to 127.0.0.9',
    "import { createSocket } from 'node:dgram'; createSocket('udp4').send('x', 9, '127.0.0.9');",
  ],
  ['a lookup of localhost', "import { lookup } from 'node:dns/promises'; lookup('localhost.');"],
  [
    'a lookup of localhost',
    "import dns from 'node:dns'; const r = new dns.promises.Resolver(); r.setServers(['127.0.0.1:1']); r.resolve4('localhost').catch(() => 0);",
  ],
  [
    'a connection to 127.0.0.9',
    `import { Worker } from 'node:worker_threads';
     new Worker("process.getBuiltinModule('node:net').connect(1, '127.0.0.9')${onError}", { eval: true });`,
  ],
])('%s ends the process first (%s)', async (tried, script) => {
  const { stdout, stderr, signal } = await guarded(`${script}${after}`);
  expect(stderr.toLowerCase()).toContain(
    `\n${refusedMark}${tried.replace('::1', '0:0:0:0:0:0:0:1')}`,
  );
  expect([stdout, signal]).toEqual(['', 'SIGKILL']);
});

test('other connections are not touched', async () => {
  const script = `import { createServer, connect } from 'node:net';
    const server = createServer((peer) => peer.end('hello')).listen(0, '127.0.0.1', () => {
      connect(server.address().port, '127.0.0.1').on('data', (word) => {
        console.log(String(word));
        server.close();
      });
    });`;
  expect(await guarded(script)).toEqual({ stdout: 'hello\n', stderr: '', signal: undefined });
});

test('the hosts of a request are its name and every address that is not of this machine', () => {
  const request: Request = {
    protocol: 1,
    id: '1',
    target: { url: 'wss://[FD00::5]:8443/', intendedName: 'Elm.shop.test' },
    symptom: { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 10.2.3.4:80', afterMs: 1 },
    vantage: 'client',
    deadlineMs: 1000,
    seed: 1,
  };
  const routes = ['default via 10.2.0.1 dev eth0', '127.0.0.0/8', 'fe80::/64', '12:30:45', '1.2.3'];
  const server = { before: { routes, listeners: ['0.0.0.0', '::', '::1', '10.2.3.4/24'] } };
  expect(hostsOf({ ...request, server } as unknown as Request).toSorted()).toEqual(
    ['fd00::5', 'elm.shop.test', '10.2.3.4', '10.2.0.1', 'fe80::'].toSorted(),
  );
  const named = { ...request, target: { url: 'ws://linden.chat.test:3591/' } };
  expect(hostsOf(named)).toEqual(['linden.chat.test', '10.2.3.4']);
  expect(hostsOf({ ...named, target: { url: 'x' } })).toEqual(['10.2.3.4']);
});
