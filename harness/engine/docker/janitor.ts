import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * A detached process that outlives the run and removes what the run left on the engine. It holds a pipe from the run:
 * if that ends without a goodbye, the run died, by whatever signal.
 */
export interface Janitor {
  /** Called when the run has cleaned up by itself. */
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
  // The child's pipe is a socket, which would keep the run alive.
  (child.stdin as unknown as { unref(): void }).unref();
  return { dismiss: () => child.stdin.end(goodbye) };
}

if (import.meta.main) {
  let said = '';
  for await (const chunk of process.stdin) said += String(chunk);
  if (said !== goodbye) {
    // Imported late: most janitors have nothing to do, and this one starts alongside the run.
    const { sweepRun } = await import('./sweep.ts');
    await sweepRun(process.argv[2] ?? '');
  }
}
