import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as machine from '../../machine/index.ts';
import { watchContainers } from './container-cost.ts';

/** What one turn of a row measures; units are in the names. */
export type Measured = Record<string, number>;

interface Ran {
  wallMs: number;
  exitCode: number | null;
  stdout: string;
  /** Until the first byte of stdout. */
  firstMs: number;
  pid: number;
}

const running = (checkout: string, argv: readonly string[], program = 'cli/badconn.js') => {
  const from = performance.now();
  const child = spawn(process.execPath, [join(checkout, program), ...argv], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let stdout = '';
  let firstMs = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (stdout === '') firstMs = performance.now() - from;
    stdout += text;
  });
  const ended = once(child, 'close').then(([exitCode]: (number | null)[]): Ran => {
    const wallMs = Math.round(performance.now() - from);
    return {
      wallMs,
      exitCode: exitCode ?? null,
      stdout,
      firstMs: Math.round(firstMs),
      pid: child.pid ?? 0,
    };
  });
  return { pid: child.pid ?? 0, ended };
};

const badconn = (checkout: string, ...argv: string[]): Promise<Ran> =>
  running(checkout, argv).ended;

/** A wrong verdict would make its time worth nothing. */
function must(ran: Ran, exitCode = 0): Ran {
  if (ran.exitCode === exitCode) return ran;
  throw new Error(`it ended with ${ran.exitCode}, and ${exitCode} was expected`);
}

const seed = '00112233445566778899aabbccddeeff';

async function scenario(checkout: string, id: string): Promise<Measured> {
  const { wallMs } = must(await badconn(checkout, 'run', id, '--seed', seed));
  return { wallMs };
}

async function whole(checkout: string): Promise<Measured> {
  const { pid, ended } = running(checkout, ['run', '--seed', seed, '--json']);
  const watched = watchContainers(pid);
  const { wallMs, stdout } = must(await ended);
  const { cpuMs, started } = await watched.stop();
  const cases = (JSON.parse(stdout) as { cases: unknown[] }).cases.length;
  const each = (value: number): number => Math.round(value / cases);
  return {
    ...{ wallMs, cases, wallMsPerCase: each(wallMs) },
    ...{ containerCpuMsPerCase: each(cpuMs), startedPerCase: each(started) },
  };
}

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function imageSize(checkout: string): Promise<Measured> {
  const { href } = pathToFileURL(join(checkout, 'machine/index.ts'));
  const prepared = await ((await import(href)) as typeof machine).preparedAlready();
  if (prepared === undefined) throw new Error(`${checkout} has no image: badconn prepare`);
  const { Size } = await prepared.docker.getImage(prepared.image).inspect();
  return { imageMB: Math.round(Size / 1e6) };
}

/** Each row: what is measured, and how, in one checkout. */
export const rows: Readonly<Record<string, (checkout: string) => Promise<Measured>>> = {
  refused: (checkout) => scenario(checkout, 'refused/loopback-bind'),
  silent: (checkout) => scenario(checkout, 'timeout/host-down'),
  async exec(checkout) {
    const command = ['exec', 'refused/loopback-bind', '--seed', seed, '--', 'echo', '$'];
    const { firstMs, wallMs } = must(await badconn(checkout, ...command));
    return { promptMs: firstMs, wallMs };
  },
  async diagnose(checkout) {
    const url = `tcp://127.0.0.1:${await closedPort()}`;
    const { wallMs } = must(await badconn(checkout, 'diagnose', url), 1);
    return { wallMs };
  },
  async conclude(checkout) {
    const { stdout } = must(await running(checkout, [], 'tests/bench/replay.ts').ended);
    const { perSecond } = JSON.parse(stdout) as { perSecond: number };
    return { verdictsPerSecond: perSecond };
  },
  image: imageSize,
  whole,
  async hunt(checkout) {
    const argv = ['hunt', '--minutes', '1', '--seed', seed, '--json'];
    const { stdout, wallMs } = must(await badconn(checkout, ...argv));
    const { ran, trials } = JSON.parse(stdout) as { ran: number; trials: number };
    return {
      wallMs,
      variations: ran + trials,
      wallMsPerVariation: Math.round(wallMs / (ran + trials)),
    };
  },
};
