import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, realpathSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MachineError, UsageError } from '../../harness/errors.ts';
import { script } from './script.ts';

/** Folder of this badconn, which stays hidden: two folders up in a checkout, three in the package. */
const project = realpathSync(
  ['../../', '../../../']
    .map((up) => fileURLToPath(new URL(up, import.meta.url)))
    .find((place) => existsSync(join(place, 'package.json'))) ?? sep,
);

/** Without root, a user namespace provides the right to mount (user_namespaces(7)). */
const namespaces = (): string[] => [
  ...(process.getuid?.() === 0 ? [] : ['--map-root-user']),
  ...['--mount', '--pid', '--ipc', '--fork', '--kill-child', '--propagation', 'private', '--'],
];

/**
 * Runs a command in namespaces of its own. Its file system holds the system's programs, Node, and the paths given.
 * Resolves to its exit code, or 128 plus the number of its signal.
 *
 * @throws UsageError `USAGE_CONFINE` for a path that is missing or would show badconn
 * @throws MachineError `MACHINE_NO_NAMESPACES`
 */
export async function confine(
  command: readonly string[],
  read: readonly string[],
): Promise<number> {
  const shown = [...read.map(given), ...namedIn(command)];
  mustBeAllowed();
  const user = process.getuid?.() === 0 ? 'nobody' : 'same';
  const argv = ['sh', '-c', script, 'confine', project, user, String(shown.length), ...shown];
  const child = spawn('unshare', [...namespaces(), ...argv, ...command.map(here)], {
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => child.kill('SIGKILL'));
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}

/** Makes the command's paths absolute, because its working folder differs. */
const here = (word: string): string =>
  word.includes(sep) || existsSync(word) ? found(word) : word;
const found = (word: string): string => (existsSync(word) ? resolve(word) : word);

/** Files named by a command, its program, and the Node that runs badconn. */
function namedIn([program = '', ...words]: readonly string[]): string[] {
  const files = words.filter((word) => existsSync(word)).map((word) => resolve(word));
  const onPath = program.includes(sep)
    ? [resolve(program)]
    : (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, program));
  const its = onPath.find((path) => existsSync(path));
  // A prefix such as nvm's has its libraries beside `bin`.
  const node = dirname(dirname(realpathSync(process.execPath)));
  const programs = its === undefined ? [] : [its, realpathSync(its)];
  return [node, ...programs, ...files].filter((path) => !shows(path));
}

function given(path: string): string {
  const full = resolve(path);
  const why = existsSync(full)
    ? shows(full) && 'badconn lies in it, with the answers'
    : 'it is not there';
  if (why === false) return full;
  throw new UsageError({
    code: 'USAGE_CONFINE',
    what: `--read is ${path}, and ${why}.`,
    next: 'npx badconn confine --help',
  });
}

/** Whether badconn is in this folder. */
const shows = (path: string): boolean =>
  `${project}${sep}`.startsWith(`${realpathSync(path).replace(/\/$/, '')}${sep}`);

function mustBeAllowed(): void {
  const { status, stderr, error } = spawnSync('unshare', [...namespaces(), 'true'], {
    encoding: 'utf8',
  });
  if (status === 0) return;
  throw new MachineError({
    code: 'MACHINE_NO_NAMESPACES',
    what: 'This machine lets this user make no namespaces, so the command was not started.',
    evidence: [error?.message ?? stderr.trim()],
    next: 'run badconn as root on Linux, or the agent in a container (docs/agents.md)',
  });
}
