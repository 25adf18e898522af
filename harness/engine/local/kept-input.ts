import { execFileSync } from 'node:child_process';
import { closeSync, constants, createWriteStream, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';

/** The stdin of a lane that is to outlive this process. */
export interface KeptInput {
  /** The lane's end. It can be written to as well, so it never comes to an end (fifo(7)). */
  lane: number;
  run: Writable;
  /** The lane has its end. */
  given(): void;
}

export async function keptInput(): Promise<KeptInput> {
  const folder = mkdtempSync(join(tmpdir(), 'badconn-kept-'));
  try {
    const file = join(folder, 'stdin');
    execFileSync('mkfifo', ['-m', '600', file]);
    const lane = openSync(file, constants.O_RDWR);
    const run = createWriteStream('', { fd: openSync(file, constants.O_WRONLY) });
    return { lane, run, given: () => closeSync(lane) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
