import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../harness/errors.ts';

/** A running lesson, as another terminal finds it. */
export interface RunningLesson {
  pid: number;
  /** For each host with a shell, the command on this machine that opens one. */
  shells: Record<string, string>;
}

const fileIn = (folder: string): string => join(folder, 'running.json');

export function tellRunning(folder: string, shells: RunningLesson['shells']): void {
  mkdirSync(folder, { recursive: true });
  const running: RunningLesson = { pid: process.pid, shells };
  writeFileSync(fileIn(folder), JSON.stringify(running), { mode: 0o600 });
}

export const tellEnded = (folder: string): void => rmSync(fileIn(folder), { force: true });

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/**
 * The command that opens a shell in the running lesson.
 *
 * @throws UsageError if no lesson runs, or its student has not called the colleague at that host.
 */
export function shellOf(folder: string, host: string): string {
  const running = existsSync(fileIn(folder))
    ? (JSON.parse(readFileSync(fileIn(folder), 'utf8')) as RunningLesson)
    : undefined;
  if (running === undefined || !isAlive(running.pid)) {
    throw new UsageError({
      code: 'USAGE_NO_LESSON',
      what: 'No lesson is going on.',
      next: 'npx badconn play, in another terminal',
    });
  }
  const command = running.shells[host];
  if (command !== undefined) return command;
  throw new UsageError({
    code: 'USAGE_NO_SHELL',
    what: `--shell is ${host}; allowed are ${Object.keys(running.shells).join(', ')}.`,
    next: 'a shell on the server comes once you call the colleague there (c in the menu)',
  });
}
