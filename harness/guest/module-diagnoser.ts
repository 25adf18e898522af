import { dirname, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Request } from '../../vocabulary/index.ts';
import type { Conversation } from '../events.ts';
import { askProgram } from './local-program.ts';

const heapMiB = 512;
/** Of the kind that this file is: a source in a checkout, JavaScript in the package. */
const runner = fileURLToPath(
  new URL(`module-runner${extname(fileURLToPath(import.meta.url))}`, import.meta.url),
);

/**
 * Asks a module: its export `diagnose`, or its default export, is called with the request, and what it
 * returns is the answer. Each request has a process of its own, with `request.deadlineMs` to answer: what
 * runs away, or takes all memory, takes nothing else along.
 */
export function askModule(
  file: string,
  request: Request,
  signal?: AbortSignal,
): Promise<Conversation> {
  const node = [
    process.execPath,
    `--max-old-space-size=${heapMiB}`,
    '--disable-warning=ExperimentalWarning',
  ];
  const program = { folder: dirname(file), argv: [...node, runner, file] };
  return askProgram(program, { request, stdin: JSON.stringify(request) }, signal);
}
