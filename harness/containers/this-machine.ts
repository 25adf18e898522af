import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { answerer, type ClientQuestion } from '../../client/answerer.ts';
import type { Background, CommandSpec, Lab } from '../engine/engine.ts';

/** Entry of the host programs: TypeScript in a checkout, JavaScript in the package. */
const programs = fileURLToPath(
  new URL(`../../fixtures/hosts/app${extname(fileURLToPath(import.meta.url))}`, import.meta.url),
);

/** Ends the program when this process dies, by whatever signal: the shell then reads the end of its stdin pipe. */
const untilStdinEnds = '"$@" & read -r _; kill -9 $!';

/** Starts a program of fixtures/hosts on this machine, with the same arguments as in a lab. */
async function startHere({ env = {} }: CommandSpec, ready: string): Promise<Background> {
  const argv = [process.execPath, '--disable-warning=ExperimentalWarning', programs];
  const child = spawn('sh', ['-c', untilStdinEnds, 'sh', ...argv], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], ...env },
  });
  let said = '';
  const closed = once(child, 'close');
  const begun = new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes(ready)) resolve();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Error:')) reject(new Error(`${env['APP']}: ${said.trim()}`));
    });
    child.once('error', reject);
  });
  const stop = async (): ReturnType<Background['stop']> => {
    child.stdin.end();
    await closed;
    return { stdout: Buffer.alloc(0), stderr: '' };
  };
  await begun.catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { ask: notHere, drain: notHere, stop };
}

const notHere = (): Promise<never> =>
  Promise.reject(new Error('a program of this machine is started and stopped only'));

/** The plain client in this process; it reaches the programs of this machine. */
function clientHere(): Background {
  const answer = answerer();
  return {
    ask: async (line) => ({
      line: JSON.stringify(await answer(JSON.parse(line) as ClientQuestion)),
      keptWaitingMs: 0,
    }),
    drain: () => Promise.resolve(),
    stop: () => Promise.resolve({ stdout: Buffer.alloc(0), stderr: '' }),
  };
}

/** This machine as a lab host, for steps that need no privileges. */
export const thisMachine: Lab = {
  run: notHere,
  start: (command, ready) =>
    command.env?.['APP'] === JSON.stringify(['plain-client'])
      ? Promise.resolve(clientHere())
      : startHere(command, ready),
  close: () => Promise.resolve([]),
};
