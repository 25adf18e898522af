import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { shellOf, tellEnded, tellRunning } from './running.ts';

let folder = '';
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'running-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test('another terminal gets into the lesson that goes on, and to the server once it is called', () => {
  tellRunning(join(folder, 'new'), { client: 'enter client' });
  expect(shellOf(join(folder, 'new'), 'client')).toBe('enter client');
  expect(() => shellOf(join(folder, 'new'), 'server')).toThrow(/allowed are client/);
  tellRunning(join(folder, 'new'), { client: 'enter client', server: 'enter server' });
  expect(shellOf(join(folder, 'new'), 'server')).toBe('enter server');
});

test('a lesson that has ended, or whose process is gone, lets nobody in', () => {
  expect(() => shellOf(folder, 'client')).toThrow(/No lesson is going on/);
  tellRunning(folder, { client: 'enter client' });
  tellEnded(folder);
  expect(() => shellOf(folder, 'client')).toThrow(/No lesson is going on/);
  // Larger than any process id may be (proc_sys_kernel(5), pid_max).
  writeFileSync(join(folder, 'running.json'), JSON.stringify({ pid: 2 ** 22 + 1, shells: {} }));
  expect(() => shellOf(folder, 'client')).toThrow(/No lesson is going on/);
});
