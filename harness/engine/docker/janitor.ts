import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * A detached process that outlives the run and removes what the run left on the engine. It holds
 * a pipe from the run: when that ends without a word, the run died, by whatever signal.
 */
export interface Janitor {
  /** The run has cleaned up by itself. */
  dismiss(): void;
}

const goodbye = 'done';

export function hireJanitor(run: string): Janitor {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), run], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.unref();
  child.stdin.on('error', () => undefined);
  // A pipe of a child is a socket, which would keep the run alive.
  (child.stdin as unknown as { unref(): void }).unref();
  return { dismiss: () => child.stdin.end(goodbye) };
}

if (import.meta.main) {
  let said = '';
  for await (const chunk of process.stdin) said += String(chunk);
  if (said !== goodbye) {
    // Only now: most janitors have nothing to do, and a run starts while this one does.
    const { sweepRun } = await import('./sweep.ts');
    await sweepRun(process.argv[2] ?? '');
  }
}
