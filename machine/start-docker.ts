import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { command } from './command.ts';
import { findEngine } from './find-engine.ts';
import type { FoundEngine, Search } from './found-engine.ts';
import { daemonSilent } from './messages.ts';

export interface DockerdSettings {
  program: string;
  log: string;
  /** File in which a running daemon stores its process id. */
  pidFile: string;
  /** Whether systemd manages services (sd_booted(3)). */
  systemd: boolean;
  patienceMs: number;
  find: () => Promise<Search>;
}

const ofThisMachine = (): DockerdSettings => ({
  program: 'dockerd',
  log: '/var/log/badconn-dockerd.log',
  pidFile: '/var/run/docker.pid',
  systemd: existsSync('/run/systemd/system'),
  patienceMs: 30_000,
  find: () => findEngine(),
});

function isAlive(pidFile: string): boolean {
  try {
    process.kill(Number(readFileSync(pidFile, 'utf8')), 0);
    return true;
  } catch {
    return false;
  }
}

const tailOf = (file: string): string[] =>
  existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-20) : ['(no log)'];

/** Starts the daemon so that it outlives this process and inherits none of its files. */
function start({ program, log }: DockerdSettings): () => string | undefined {
  const output = openSync(log, 'w');
  const stdio = ['ignore', output, output] as const;
  const daemon = spawn(program, [], { cwd: '/', detached: true, stdio: [...stdio] });
  closeSync(output);
  daemon.unref();
  let ending: string | undefined;
  daemon.once('error', (error) => (ending = error.message));
  daemon.once(
    'exit',
    (code, signal) => (ending = `${program} ended (${signal ?? `exit code ${code}`})`),
  );
  return () => ending;
}

/**
 * Starts the Docker engine of this machine, as root, and waits until it answers.
 *
 * @throws MachineError with the last 20 lines of its log if it does not answer within 30 s.
 */
export async function startDocker(
  signal?: AbortSignal,
  settings = ofThisMachine(),
): Promise<FoundEngine> {
  const { log, pidFile, systemd, patienceMs, find } = settings;
  let ending = (): string | undefined => undefined;
  if (systemd) {
    await command('systemd could not start Docker.', ['systemctl', 'start', 'docker'], { signal });
  } else if (!isAlive(pidFile)) {
    ending = start(settings);
  }
  const deadline = performance.now() + patienceMs;
  for (;;) {
    signal?.throwIfAborted();
    const { engine } = await find();
    if (engine !== undefined) return engine;
    const ended = ending();
    // A daemon that ends because another one was just started has not failed.
    const gaveUp = ended !== undefined && !isAlive(pidFile);
    if (gaveUp || performance.now() > deadline) {
      const why = ended ?? `no answer within ${patienceMs / 1000} s`;
      if (systemd) throw daemonSilent(why, ['journalctl -u docker -n 20 shows it']);
      throw daemonSilent(why, [`the last lines of ${log}:`, ...tailOf(log)]);
    }
    await sleep(100);
  }
}
