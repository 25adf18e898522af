import { dirname, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Request } from '../../vocabulary/index.ts';
import type { Conversation } from '../events.ts';
import { askProgram } from './local-program.ts';
import { hostsOf, recordedHosts } from './recorded-hosts.ts';

const heapMiB = 512;
/** Of the kind that this file is: a source in a checkout, JavaScript in the package. */
const beside = (name: string): URL =>
  new URL(`${name}${extname(fileURLToPath(import.meta.url))}`, import.meta.url);
const runner = fileURLToPath(beside('module-runner'));

/** In NODE_OPTIONS, so that workers and processes of Node are guarded too. */
const guardOf = (request: Request): Record<string, string> => ({
  NODE_OPTIONS: `--import=${beside('refuse-recorded').href}`,
  [recordedHosts]: hostsOf(request).join(','),
});

/**
 * Asks a module: its export `diagnose`, or its default export, is called with the request, and what it
 * returns is the answer. Each request has a process of its own, with `request.deadlineMs` to answer: what
 * runs away, or takes all memory, takes nothing else along. About a recorded case it is stopped before it contacts a
 * recorded host (refuse-recorded.ts; module-refused.ts reads the outcome).
 */
export function askModule(
  file: string,
  request: Request,
  { signal, isRecorded = false }: { signal?: AbortSignal | undefined; isRecorded?: boolean } = {},
): Promise<Conversation> {
  const node = [
    process.execPath,
    `--max-old-space-size=${heapMiB}`,
    '--disable-warning=ExperimentalWarning',
  ];
  const env = { LANG: 'C.UTF-8', HOME: '/tmp' };
  const argv = [...node, runner, file];
  const guarded = { ...env, ...(isRecorded ? guardOf(request) : {}) };
  const program = { folder: dirname(file), argv, env: guarded };
  return askProgram(program, { request, stdin: JSON.stringify(request) }, signal);
}
