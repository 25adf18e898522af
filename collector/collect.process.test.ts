import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { collectScript, parseSnapshot, serverReport } from './index.ts';

const collect = (env: NodeJS.ProcessEnv = process.env): string =>
  execFileSync('/bin/sh', [fileURLToPath(collectScript)], { encoding: 'utf8', env });

test('the script runs here, and what it prints is read', async () => {
  await using server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const snapshot = parseSnapshot(collect());

  expect(Math.abs(Date.now() - snapshot.takenAtMs)).toBeLessThan(60_000);
  expect(snapshot.root).toBe(process.getuid?.() === 0);
  expect(snapshot.counters['Tcp.InSegs']).toBeGreaterThanOrEqual(0);
  expect(snapshot.sysctls['net.ipv4.ip_local_port_range']).toMatch(/^\d+ \d+$/);
  expect(snapshot.sockets['LISTEN']).toBeGreaterThan(0);
  // A machine without ss says so instead.
  const seen = snapshot.listeners.some((listener) => listener.port === port);
  expect(seen || snapshot.missing.some((line) => line.startsWith('listeners'))).toBe(true);
});

test('a report holds two snapshots, or one', () => {
  const snapshot = parseSnapshot('@@ badconn-report 1\n@@ end');
  expect(serverReport(snapshot, snapshot, 2)).toHaveProperty('after');
  expect(serverReport(snapshot, undefined, 0)).not.toHaveProperty('after');
});
