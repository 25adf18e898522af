import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

const quoted = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`;

/** What stty(1) says of the terminal, or does with it. */
const stty = (...args: string[]): string =>
  spawnSync('stty', args, { stdio: ['inherit', 'pipe', 'ignore'], encoding: 'utf8' }).stdout.trim();

/**
 * Runs a command of a lane with this process's terminal; without one, with its pipes. By script(1) it has a terminal
 * of the lane's own, so a program in a lab can type nothing into this one. Resolves to the command's exit code.
 */
export async function connectTerminal(
  into: readonly string[],
  command: readonly string[],
): Promise<number> {
  const { stdin, stdout } = process;
  const isTerminal = Boolean(stdin.isTTY && stdout.isTTY);
  const inScript = ['script', '-qefc', `exec ${command.map(quoted).join(' ')}`, '/dev/null'];
  const args = [...into.slice(1), ...(isTerminal ? inScript : command)];
  // Should the lane end before the command does, nobody else would set it right.
  const settings = isTerminal ? stty('-g') : undefined;
  const child = spawn(into[0] ?? '', args, {
    stdio: 'inherit',
    env: {
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      TERM: process.env['TERM'] ?? 'xterm',
      LANG: 'C.UTF-8',
      HOME: '/tmp',
      SHELL: '/bin/sh',
    },
  });
  try {
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    return signal === null ? (code ?? 0) : 137;
  } finally {
    if (settings) stty(settings);
  }
}
