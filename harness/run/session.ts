import { hostProgram } from '../engine/agent-path.ts';
import { Authority, trust } from '../certificate/authority.ts';
import type { Background, CommandSpec, Lab, Limits } from '../engine/engine.ts';
import { EngineError } from '../errors.ts';
import type { Stays } from '../case/case.ts';
import type { Change, Step } from '../changes/index.ts';
import { noiseOf, trafficOfClient } from '../changes/noise.ts';
import type { Symptom } from '../../vocabulary/index.ts';
import { isSeen } from '../symptom.ts';
import type { Daemon, Runs } from '../topology/daemon.ts';
import { urlOf, type Aim, type Placement } from '../topology/place.ts';
import { pemFile, services, type PlacedService } from '../topology/services.ts';
import type { ClientAttempt } from '../events.ts';
import { patienceFor, patienceMs } from './patience.ts';

/** Attempts on a starved machine before the case is `inconclusive`. */
export const mostTries = 3;

export interface Tried {
  attempt: ClientAttempt;
  isStarved: boolean;
}

const asList = <T>(changes: T | readonly T[]): readonly T[] =>
  Array.isArray(changes) ? (changes as readonly T[]) : [changes as T];

/** One lab with its programs running: what changes act on, and where the plain client lives. */
export class Session {
  private readonly lab: Lab;
  private readonly placement: Placement;
  private readonly programs = new Map<string, Background>();
  private readonly settings = new Map<string, PlacedService | 'stopped'>();
  private plainClient: Background | undefined;
  private authority: Authority | undefined;
  /** Of every program of the client. */
  environment: Record<string, string> = {};
  aim: Aim;

  private constructor(lab: Lab, placement: Placement) {
    this.lab = lab;
    this.placement = placement;
    this.aim = placement.aim;
  }

  /**
   * Starts what each host runs: its service, its daemons, the plain client; and the noise. With `idle` no service:
   * what is served already is somebody else's.
   */
  static async open(lab: Lab, placement: Placement, { idle = false } = {}): Promise<Session> {
    const session = new Session(lab, placement);
    if (idle)
      for (const host of Object.keys(placement.services)) session.settings.set(host, 'stopped');
    await Promise.all([
      ...Object.entries(idle ? {} : placement.services).map(([host, service]) =>
        session.serve(host, service),
      ),
      ...placement.daemons.map((daemon) => session.keepRunning(daemon)),
      session.trust().then(() => session.startClient()),
    ]);
    await session.perform(noiseOf(placement));
    return session;
  }

  /** Ends what it has started. In a lab that is taken down there is no need to. */
  async close(): Promise<void> {
    await Promise.all([...this.programs.values()].map((one) => one.stop('SIGKILL')));
  }

  /** Begins what the client does beside the connection in question, where it does anything. */
  beginTraffic(): Promise<void> {
    return this.perform(trafficOfClient(this.placement));
  }

  get url(): string {
    return urlOf(this.aim);
  }

  /** An ordinary client tries to connect and to exchange a message. */
  async attempt(
    expected: keyof typeof patienceMs = 'answer',
    { reset = false } = {},
  ): Promise<ClientAttempt> {
    return (await this.try(expected, reset)).attempt;
  }

  /** The same, and whether others had the CPUs for most of the time, so that it says little of the lab. */
  async try(expected: keyof typeof patienceMs, reset = false): Promise<Tried> {
    return this.ask({ url: this.url, patienceMs: patienceMs[expected], reset, ...this.more });
  }

  private get more(): Pick<Aim, 'says' | 'ca'> {
    const { says, ca } = this.aim;
    return { ...(says === undefined ? {} : { says }), ...(ca === undefined ? {} : { ca }) };
  }

  private async ask(question: object, idleMs = 0): Promise<Tried> {
    if (!this.plainClient) throw new Error('the plain client does not run');
    const withinMs = idleMs + 4 * patienceMs.answer;
    const { line, keptWaitingMs } = await this.plainClient.ask(JSON.stringify(question), withinMs);
    const attempt = JSON.parse(line) as ClientAttempt;
    return { attempt, isStarved: keptWaitingMs > attempt.afterMs / 2 };
  }

  /** The client connects and is answered, and its connection is kept. */
  hold(): Promise<Tried> {
    return this.ask({ url: this.url, patienceMs: patienceMs.answer, hold: true, ...this.more });
  }

  /** The client asks again on the connection that is kept, after it has said nothing for a while. */
  goOn(expected: keyof typeof patienceMs, idleMs: number): Promise<Tried> {
    return this.ask({ goOn: { idleMs, patienceMs: patienceMs[expected] } }, idleMs);
  }

  /** A connection from its beginning on; kept, and asked again, where the client stays. */
  async live(
    expected: keyof typeof patienceMs,
    { stays, reset = false }: { stays?: Stays | undefined; reset?: boolean } = {},
  ): Promise<Tried> {
    if (!stays) return this.try(expected, reset);
    const held = await this.hold();
    if (held.attempt.code !== 'connected') return held;
    return this.goOn(expected, stays.idleMs);
  }

  /** What is expected should come: the client tries again where it does not and the machine is starved. */
  async meet(symptom: Symptom, stays?: Stays): Promise<Tried> {
    const patience = patienceFor(symptom);
    let tried = await this.live(patience, { stays });
    for (let turn = 1; turn < mostTries; turn += 1) {
      if (isSeen(symptom, tried.attempt) || !tried.isStarved) break;
      tried = await this.live(patience, { stays });
    }
    return tried;
  }

  /** The client keeps nothing of its connections: their ports, and when they were made, are not for a diagnoser. */
  forget(): Promise<void> {
    const forget = 'ip neigh flush all; ss -HK state time-wait >/dev/null 2>&1; true';
    return this.must({ host: 'client', argv: ['sh', '-c', forget], user: 'root' });
  }

  async apply(changes: Change | readonly Change[]): Promise<void> {
    for (const change of asList(changes)) await this.perform(change.apply(this.placement));
  }

  async undo(changes: Change | readonly Change[]): Promise<void> {
    for (const change of asList(changes).toReversed()) {
      await this.perform(change.undo(this.placement));
    }
  }

  /** How the service of a host is set up now; undefined where it has none. */
  settingOf(host: string): PlacedService | 'stopped' | undefined {
    return this.settings.get(host);
  }

  /** The service of a host ends, whatever state it is in, and begins with these settings. */
  async restart(host: string, as: PlacedService): Promise<void> {
    await this.serve(host, 'stopped');
    await this.serve(host, as);
  }

  async perform(steps: readonly Step[]): Promise<void> {
    for (const step of steps) await this.take(step);
  }

  private async take(step: Step): Promise<void> {
    switch (step.kind) {
      case 'run':
        return this.must({ host: step.on, argv: step.argv, user: 'root' });
      case 'serve': {
        const original = this.placement.services[step.on];
        if (!original) throw new Error(`${step.on} has no service`);
        const running = this.settings.get(step.on);
        const base = running && running !== 'stopped' ? running : original;
        return this.serve(step.on, step.as === 'stopped' ? 'stopped' : { ...base, ...step.as });
      }
      case 'aim':
        this.aim = { ...this.aim, ...step.at };
        return;
      case 'environment':
        return this.setEnvironment(step.set);
      case 'start':
        return this.keepRunning(step);
      case 'finish':
        return this.must({
          ...commandOf(step.on, step),
          ...(step.user ? { user: step.user } : {}),
        });
      case 'end':
        return this.end(step.on, step.name, step.signal);
    }
  }

  private async startClient(): Promise<void> {
    const { argv, env } = hostProgram('plain-client');
    const all = { ...this.environment, ...env };
    const command = { host: 'client', argv, user: 'app', env: all } as const;
    this.plainClient = await this.lab.start(command, 'ready');
  }

  /** A process has the environment that it was started with: the plain client starts anew. */
  private async setEnvironment(set: Record<string, string | undefined>): Promise<void> {
    const all = Object.entries({ ...this.environment, ...set });
    const next = Object.fromEntries(all.flatMap(([name, value]) => (value ? [[name, value]] : [])));
    if (JSON.stringify(next) === JSON.stringify(this.environment)) return;
    this.environment = next;
    await this.plainClient?.stop('SIGTERM');
    await this.startClient();
  }

  private async keepRunning(daemon: Daemon): Promise<void> {
    const { on, name, ready } = daemon;
    const key = `${on} ${name}`;
    if (this.programs.has(key)) return;
    this.programs.set(key, await this.lab.start(commandOf(on, daemon), ready));
  }

  private async end(
    on: string,
    name: string,
    signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM',
  ): Promise<void> {
    const key = `${on} ${name}`;
    await this.programs.get(key)?.stop(signal);
    this.programs.delete(key);
  }

  private async must(command: CommandSpec, limits?: Limits): Promise<void> {
    const { exitCode, signal, stderr, ended } = await this.lab.run(command, limits);
    if (exitCode === 0) return;
    throw new EngineError({
      code: 'ENGINE_STEP_FAILED',
      what: `${command.env?.['APP'] ?? command.argv.join(' ')} on ${command.host} ended with ${ended ?? signal ?? exitCode}.`,
      evidence: stderr.trim().split('\n').slice(-20),
      next: 'try the command in the lab: npx badconn exec <id>',
    });
  }

  private async serve(host: string, as: PlacedService | 'stopped'): Promise<void> {
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

  /** The authority that signs certificates of services, as PEM; made when it is asked for. */
  get root(): string {
    return this.trusted().root;
  }

  private trusted(): Authority {
    return (this.authority ??= new Authority(this.placement));
  }

  /** Where a service speaks TLS, the client trusts the authority of the lab from the beginning. */
  private async trust(): Promise<void> {
    if (Object.values(this.placement.services).every(({ certificate }) => !certificate)) return;
    // Node reads the store of the system only where it is told to (node(1), NODE_USE_SYSTEM_CA).
    this.environment = { ...this.environment, NODE_USE_SYSTEM_CA: '1' };
    const { root } = this.trusted();
    await this.must({ host: 'client', argv: ['sh', '-c', trust], user: 'root' }, { stdin: root });
  }
}

const commandOf = (host: string, runs: Runs): CommandSpec =>
  'program' in runs
    ? { host, ...hostProgram(runs.program, runs.flags), user: 'app' }
    : { host, argv: runs.argv, user: 'root', capabilities: runs.capabilities };
