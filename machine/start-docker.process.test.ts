import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dockerVersion, temporaryFolder } from './fake-engine.fixture.ts';
import { findEngine } from './find-engine.ts';
import { startDocker, type DockerdSettings } from './start-docker.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => void (folder = temporaryFolder()));
afterEach(() => folder[Symbol.dispose]());

function settings(script: string): DockerdSettings {
  const program = join(folder.path, 'dockerd');
  writeFileSync(program, script);
  chmodSync(program, 0o755);
  const socketPath = join(folder.path, 'docker.sock');
  const endpoint = { from: 'socket', address: `unix://${socketPath}`, options: { socketPath } };
  return {
    program,
    log: join(folder.path, 'log'),
    pidFile: join(folder.path, 'pid'),
    systemd: false,
    patienceMs: 60_000,
    find: () => findEngine([endpoint as never]),
  };
}

test('the daemon is left running with a session and a log of its own', async () => {
  const daemon = `#!${process.execPath}
const { createServer } = require('node:http');
require('node:fs').writeFileSync('${folder.path}/pid', String(process.pid));
console.log('API listens');
createServer((_, answer) => {
  answer.setHeader('content-type', 'application/json');
  answer.end('${JSON.stringify(dockerVersion)}');
}).listen('${folder.path}/docker.sock');
`;
  const engine = await startDocker(undefined, settings(daemon));
  const pid = Number(readFileSync(join(folder.path, 'pid'), 'utf8'));
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ');
  process.kill(pid);
  expect(engine.version).toBe(dockerVersion.Version);
  // Session id, proc(5).
  expect(Number(stat[5])).toBe(pid);
  expect(readFileSync(join(folder.path, 'log'), 'utf8')).toBe('API listens\n');
});

test('a daemon that ends is reported at once, with the last 20 lines of its log', async () => {
  const dies = settings('#!/bin/sh\nseq 1 30 >&2\nexit 1\n');
  const error = await startDocker(undefined, dies).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: 'MACHINE_ENGINE_NOT_STARTED' });
  const lines = String(error)
    .split('\n')
    .map((line) => line.trim());
  expect(lines[0]).toContain('exit code 1');
  expect(lines).toContain('11');
  expect(lines).not.toContain('10');
});

test('one that runs already is waited for, not started again', async () => {
  const waits = { ...settings('#!/bin/sh\ntouch "$0.started"\n'), patienceMs: 250 };
  writeFileSync(waits.pidFile, String(process.pid));
  writeFileSync(waits.log, 'the other one');
  const error = await startDocker(undefined, waits).catch((caught: unknown) => caught);
  expect(String(error)).toContain('no answer within 0.25 s');
  expect(() => readFileSync(`${waits.program}.started`)).toThrow('ENOENT');
});
