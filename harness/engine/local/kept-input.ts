import { execFileSync } from 'node:child_process';
import { closeSync, constants, createWriteStream, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';

/** Stdin of a lane that must outlive this process. */
export interface KeptInput {
  /** Descriptor for the lane, opened for writing too, so that it never reads end of file (fifo(7)). */
  lane: number;
  run: Writable;
  /** Called once the lane has inherited the descriptor. */
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
