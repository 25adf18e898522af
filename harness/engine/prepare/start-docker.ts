import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { command } from './command.ts';
import { findEngine, type FoundEngine } from './find-engine.ts';
import { daemonSilent } from './messages.ts';

export const daemonLog = '/var/log/badconn-dockerd.log';
const pidFile = '/var/run/docker.pid';
const patienceMs = 30_000;

function daemonRuns(): boolean {
  try {
    process.kill(Number(readFileSync(pidFile, 'utf8')), 0);
    return true;
  } catch {
    return false;
  }
}

const tailOf = (file: string): string[] =>
  existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-20) : ['(no log)'];

/** Starts dockerd so that it outlives this process and holds none of its files. */
function startDaemon(): { exited: () => string | undefined } {
  const log = openSync(daemonLog, 'a');
  const daemon = spawn('dockerd', [], { cwd: '/', detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  daemon.unref();
  let ending: string | undefined;
  daemon.once('error', (error) => (ending = error.message));
  daemon.once(
    'exit',
    (code, signal) => (ending = `dockerd ended (${signal ?? `exit code ${code}`})`),
  );
  return { exited: () => ending };
}

/**
 * Starts the Docker engine of this machine, as root, and waits until it answers.
 *
 * @throws MachineError with the last 20 lines of its log when it does not within 30 s.
 */
export async function startDocker(signal?: AbortSignal): Promise<FoundEngine> {
  const systemd = existsSync('/run/systemd/system');
  let exited = (): string | undefined => undefined;
  if (systemd) {
    await command('systemd could not start Docker.', ['systemctl', 'start', 'docker'], { signal });
  } else if (!daemonRuns()) {
    ({ exited } = startDaemon());
  }
  const deadline = performance.now() + patienceMs;
  for (;;) {
    signal?.throwIfAborted();
    const { engine } = await findEngine();
    if (engine !== undefined) return engine;
    const ended = exited();
    if (ended !== undefined && !daemonRuns())
      throw daemonSilent(ended, tailOf(daemonLog), daemonLog);
    if (performance.now() > deadline) {
      const why = `no answer within ${patienceMs / 1000} s`;
      throw daemonSilent(
        why,
        systemd ? ['journalctl -u docker -n 20'] : tailOf(daemonLog),
        systemd ? 'the journal' : daemonLog,
      );
    }
    await sleep(100);
  }
}
