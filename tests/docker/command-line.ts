import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import type { Event } from '../../harness/events.ts';
import { eventsIn } from '../event-log.ts';

const bin = fileURLToPath(new URL('../../cli/badconn.js', import.meta.url));

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** badconn as a process of its own, with the event log that it writes as it goes. */
export class CommandLine {
  readonly child: ChildProcess;
  readonly out: string;
  readonly ended: Promise<{ code: number | null; stdout: string; stderr: string }>;

  constructor(argv: readonly string[], env: NodeJS.ProcessEnv = {}, out = '') {
    this.out = out;
    const child = spawn(process.execPath, [bin, ...argv], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, CI: '1', ...env },
    });
    this.child = child;
    const code = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const output = Promise.all([text(child.stdout), text(child.stderr)]);
    this.ended = Promise.all([code, output]).then(([exit, [stdout, stderr]]) => ({
      code: exit,
      stdout,
      stderr,
    }));
  }

  static run(
    ids: readonly string[],
    flags: readonly string[] = [],
    env?: NodeJS.ProcessEnv,
  ): CommandLine {
    const folder = mkdtempSync(join(tmpdir(), 'badconn-test-'));
    folders.push(folder);
    return new CommandLine(['run', ...ids, '--out', folder, ...flags], env, folder);
  }

  events(): Event[] {
    const file = join(this.out, 'events.jsonl');
    return existsSync(file) ? eventsIn(readFileSync(file, 'utf8')) : [];
  }

  /** Resolves once the log holds such an event; rejects when the run ends without. */
  async until(matches: (event: Event) => boolean): Promise<Event> {
    for (;;) {
      const isOver = this.child.exitCode !== null || this.child.signalCode !== null;
      const found = this.events().find(matches);
      if (found) return found;
      if (isOver) throw new Error(`the run ended first: ${(await this.ended).stderr}`);
      await sleep(10);
    }
  }
}
