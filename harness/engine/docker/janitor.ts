import { fileURLToPath } from 'node:url';
import { goodbye, hire, type Janitor } from '../janitor.ts';

/** Removes the containers of a run that dies. */
export const hireJanitor = (run: string): Janitor => hire(fileURLToPath(import.meta.url), run);

if (import.meta.main) {
  let said = '';
  for await (const chunk of process.stdin) said += String(chunk);
  if (said.trim() !== goodbye) {
    // Imported late: where this process itself waits, it mostly has nothing to do.
    const { sweepRun } = await import('./sweep.ts');
    await sweepRun(process.argv[2] ?? '');
  }
}
