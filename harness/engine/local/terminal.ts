import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { quoted } from '../../shell-word.ts';
import type { Opened, Size } from '../engine.ts';

const environmentOf = (terminal: string): Record<string, string> => ({
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  TERM: terminal,
  LANG: 'C.UTF-8',
  HOME: '/tmp',
  SHELL: '/bin/sh',
});

/** Output of stty(1) on this terminal. */
const stty = (...args: string[]): string =>
  spawnSync('stty', args, { stdio: ['inherit', 'pipe', 'ignore'], encoding: 'utf8' }).stdout.trim();

/**
 * Runs a command in a lane with this process's terminal; without one, with its pipes. script(1) gives it a terminal
 * of the lane's own, so a lab program cannot inject input into this one. Resolves to the command's exit code.
 */
export async function connectTerminal(
  into: readonly string[],
  command: readonly string[],
): Promise<number> {
  const { stdin, stdout } = process;
  const isTerminal = Boolean(stdin.isTTY && stdout.isTTY);
  const inScript = ['script', '-qefc', `exec ${command.map(quoted).join(' ')}`, '/dev/null'];
  const args = [...into.slice(1), ...(isTerminal ? inScript : command)];
  // Restores the terminal if the lane ends before the command does.
  const settings = isTerminal ? stty('-g') : undefined;
  const child = spawn(into[0] ?? '', args, {
    stdio: 'inherit',
    env: environmentOf(process.env['TERM'] ?? 'xterm'),
  });
  try {
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    return signal === null ? (code ?? 0) : 137;
  } finally {
    if (settings) stty(settings);
  }
}

/** Runs a command in a lane, with a lane's terminal by script(1) or with pipes. */
export function openIn(
  into: readonly string[],
  command: readonly string[],
  size?: Size,
): Promise<Opened> {
  const own = `exec ${command.map(quoted).join(' ')}`;
  // File in the lane that names its terminal, for changes of size.
  const file = `/tmp/terminal-${randomUUID()}`;
  const set = ({ columns, rows }: Size, terminal: string): string =>
    `stty ${terminal} rows ${rows} cols ${columns}`;
  const argv =
    size === undefined
      ? command
      : ['script', '-qefc', `tty > ${file}; ${set(size, '')}; ${own}`, '/dev/null'];
  const [program = '', ...before] = into;
  const child = spawn(program, [...before, ...argv], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: environmentOf('xterm-256color'),
  });
  // An error means that the lane is gone, and the command with it.
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  const resize = (wanted: Size): void => {
    const words = ['sh', '-c', set(wanted, `-F "$(cat ${file})"`)];
    spawn(program, [...before, ...words], { stdio: 'ignore' }).on('error', () => undefined);
  };
  return Promise.resolve({
    output: child.stdout,
    write: (data) => void child.stdin.write(data),
    resize,
  });
}
