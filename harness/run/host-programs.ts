import { Authority } from '../certificate/authority.ts';
import type { Step } from '../changes/index.ts';
import { hostProgram } from '../engine/agent-path.ts';
import type { Background, CommandSpec, Lab, Limits } from '../engine/engine.ts';
import { EngineError } from '../errors.ts';
import type { Daemon, Runs } from '../topology/daemon.ts';
import type { Placement } from '../topology/place.ts';
import { pemFile, services, type PlacedService } from '../topology/services.ts';

/** The services and daemons that run on the hosts of one lab, and the authority of their certificates. */
export class HostPrograms {
  private readonly lab: Lab;
  private readonly placement: Placement;
  /** Keyed by host and name. */
  private readonly running = new Map<string, Background>();
  private readonly settings = new Map<string, PlacedService | 'stopped'>();
  private authority: Authority | undefined;

  /** With `idle` every service counts as stopped: existing services are not ours. */
  constructor(lab: Lab, placement: Placement, { idle = false } = {}) {
    this.lab = lab;
    this.placement = placement;
    if (idle)
      for (const host of Object.keys(placement.services)) this.settings.set(host, 'stopped');
  }

  /** Ends all of them. */
  async close(): Promise<void> {
    await Promise.all([...this.running.values()].map((program) => program.stop('SIGKILL')));
  }

  /** Current settings of a host's service; undefined if the host has none. */
  settingOf(host: string): PlacedService | 'stopped' | undefined {
    return this.settings.get(host);
  }

  /** Ends a host's service, in whatever state it is, and starts it with these settings. */
  async restart(host: string, as: PlacedService): Promise<void> {
    await this.serve(host, 'stopped');
    await this.serve(host, as);
  }

  /** Starts a daemon, unless it runs already. */
  async keepRunning(daemon: Daemon): Promise<void> {
    const { on, name, ready } = daemon;
    const key = `${on} ${name}`;
    if (this.running.has(key)) return;
    this.running.set(key, await this.lab.start(commandOf(on, daemon), ready));
  }

  /** Ends the program of this name. */
  async end(on: string, name: string, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const key = `${on} ${name}`;
    await this.running.get(key)?.stop(signal);
    this.running.delete(key);
  }

  /** Runs a program to its end. */
  finish(step: Extract<Step, { kind: 'finish' }>): Promise<void> {
    const user = step.user ? { user: step.user } : {};
    return this.must({ ...commandOf(step.on, step), ...user });
  }

  /** Runs a command to its end. @throws EngineError `ENGINE_STEP_FAILED` unless it exits with 0. */
  async must(command: CommandSpec, limits?: Limits): Promise<void> {
    const { exitCode, signal, stderr, ended } = await this.lab.run(command, limits);
    if (exitCode === 0) return;
    throw new EngineError({
      code: 'ENGINE_STEP_FAILED',
      what: `${command.env?.['APP'] ?? command.argv.join(' ')} on ${command.host} ended with ${ended ?? signal ?? exitCode}.`,
      evidence: stderr.trim().split('\n').slice(-20),
      next: 'try the command in the lab: npx badconn exec <id>',
    });
  }

  /** Replaces the settings of a host's service by these and restarts it, or stops it. */
  async serve(host: string, as: PlacedService | 'stopped'): Promise<void> {
    if (JSON.stringify(this.settings.get(host)) === JSON.stringify(as)) return;
    await this.end(host, 'service');
    this.settings.set(host, as);
    if (as === 'stopped') return;
    const { user, runs, ...usual } = services[as.program];
    const ready = as.program === 'image' ? (as.image?.ready ?? '') : usual.ready;
    if (as.certificate) {
      const stdin = this.trusted().pemOf(host, as.certificate);
      const keep = `umask 077; cat > ${pemFile} && chown ${user} ${pemFile}`;
      await this.must({ host, argv: ['sh', '-c', keep], user: 'root' }, { stdin });
    }
    await this.keepRunning({ on: host, name: 'service', ready, ...runs(as) });
  }

  /** Authority that signs the certificates of services, as PEM. Created on first use. */
  get root(): string {
    return this.trusted().root;
  }

  private trusted(): Authority {
    return (this.authority ??= new Authority(this.placement));
  }
}

const commandOf = (host: string, runs: Runs): CommandSpec =>
  'program' in runs
    ? { host, ...hostProgram(runs.program, runs.flags), user: 'app' }
    : { host, argv: runs.argv, user: 'root', capabilities: runs.capabilities };
