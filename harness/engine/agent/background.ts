import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { awaitOutput } from './await-output.ts';
import type { Inside } from './hosts.ts';
import { inner, join, keep, launch, signalInner } from './launch.ts';
import { stateOf } from './proc.ts';
import type { CommandSpec } from './protocol.ts';

const hangsMs = 20_000;

/** A command that goes on: a service, a capture, the plain client. */
export class BackgroundCommand {
  private readonly child: ChildProcess;
  private readonly stdout: Buffer[];
  private readonly stderr: Buffer[];
  private readonly closed: Promise<unknown>;

  private constructor(child: ChildProcess) {
    if (!child.stdout || !child.stderr) throw new Error('a command has no pipes');
    this.child = child;
    this.stdout = keep(child.stdout, 8 * 1024 * 1024);
    this.stderr = keep(child.stderr, 64 * 1024);
    child.stdin?.on('error', () => undefined);
    this.closed = new Promise((resolve) => child.once('close', resolve));
  }

  /** Resolves once the command has printed `ready` on stdout or stderr. */
  static async start(
    host: Inside,
    command: CommandSpec,
    ready: string,
    deadlineMs: number,
  ): Promise<BackgroundCommand> {
    const started = new BackgroundCommand(launch(host, command, 'pipe'));
    const { child } = started;
    try {
      const seen = (text: string): true | undefined => text.includes(ready) || undefined;
      await awaitOutput(child, [child.stdout, child.stderr], seen, deadlineMs);
      return started;
    } catch (error) {
      await started.stop('SIGKILL');
      const said = Buffer.concat(started.stderr).toString().trim();
      const what = command.env?.['APP'] ?? command.argv.join(' ');
      throw new Error(`${what}: ${(error as Error).message}. ${said}`);
    }
  }

  get pid(): number {
    return inner(this.child) ?? 0;
  }

  /** Writes one line to the command and resolves to the next line that it prints. */
  async ask(line: string, deadlineMs: number): Promise<string> {
    const whole = (text: string): string | undefined =>
      text.includes('\n') ? text.slice(0, text.indexOf('\n')) : undefined;
    const answer = awaitOutput(this.child, [this.child.stdout], whole, deadlineMs);
    this.child.stdin?.write(`${line}\n`);
    return answer;
  }

  /** Resolves when the command has nothing left to read: it sleeps, twice in a row. */
  async drain(): Promise<void> {
    for (let asleep = 0, turn = 0; asleep < 2 && turn < 400; turn += 1) {
      await sleep(5);
      const pid = inner(this.child);
      if (!pid) return;
      asleep = stateOf(pid) === 'S' ? asleep + 1 : 0;
    }
  }

  /**
   * Lets nsenter(1), which stopped when the command did, go on: a process that nobody reaps keeps its pid namespace
   * from ending (pid_namespaces(7)), and so its host.
   */
  wake(): void {
    this.child.kill('SIGCONT');
  }

  async stop(signal: NodeJS.Signals): Promise<{ stdout: string; stderr: string }> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      signalInner(this.child, signal);
      const patience = setTimeout(() => signalInner(this.child, 'SIGKILL'), 2000);
      // Who was killed and does not end is no reason to wait for ever; what it has printed is here.
      const hangs = new AbortController();
      await Promise.race([
        this.closed,
        sleep(hangsMs, undefined, { signal: hangs.signal }).catch(() => undefined),
      ]);
      hangs.abort();
      clearTimeout(patience);
    }
    return { stdout: join(this.stdout), stderr: join(this.stderr) };
  }
}
