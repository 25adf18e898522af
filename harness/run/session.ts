import { hostProgram } from '../engine/agent-path.ts';
import { trust } from '../certificate/authority.ts';
import type { TrafficCount } from '../engine/agent/protocol.ts';
import type { Background, CommandSpec, Lab } from '../engine/engine.ts';
import type { Stays } from '../case/case.ts';
import { inOneShell } from '../changes/change.ts';
import type { Change, Step } from '../changes/index.ts';
import { connectionsOfTraffic, noiseOf, trafficOfClient } from '../changes/noise.ts';
import type { Symptom } from '../../vocabulary/index.ts';
import { isSeen } from '../symptom.ts';
import { urlOf, type Aim, type Placement } from '../topology/place.ts';
import type { ClientAttempt } from '../events.ts';
import { HostPrograms } from './host-programs.ts';
import { patienceFor, patienceMs } from './patience.ts';

/** Attempts on a starved machine before the case is `inconclusive`. */
export const mostTries = 3;

export interface TriedAttempt {
  attempt: ClientAttempt;
  isStarved: boolean;
}

const asList = <T>(changes: T | readonly T[]): readonly T[] =>
  Array.isArray(changes) ? (changes as readonly T[]) : [changes as T];

/** One lab with its programs running. Performs the steps of changes and queries the plain client. */
export class Session {
  private readonly lab: Lab;
  private readonly placement: Placement;
  readonly programs: HostPrograms;
  private plainClient: Background | undefined;
  /** Environment of every program of the client. */
  environment: Record<string, string> = {};
  aim: Aim;

  private constructor(lab: Lab, placement: Placement, programs: HostPrograms) {
    this.lab = lab;
    this.programs = programs;
    this.placement = placement;
    this.aim = placement.aim;
  }

  /**
   * Starts what each host runs: its service, its daemons, the plain client and the noise. With `idle` no service is
   * started: the existing ones are not ours.
   */
  static async open(lab: Lab, placement: Placement, { idle = false } = {}): Promise<Session> {
    const programs = new HostPrograms(lab, placement, { idle });
    const session = new Session(lab, placement, programs);
    await Promise.all([
      ...Object.entries(idle ? {} : placement.services).map(([host, service]) =>
        programs.serve(host, service),
      ),
      ...placement.daemons.map((daemon) => programs.keepRunning(daemon)),
      session.trust().then(() => session.startClient()),
    ]);
    await Promise.all(noiseOf(placement).map((step) => session.perform([step])));
    return session;
  }

  /** Ends the programs that it has started. Not needed before a lab is taken down. */
  close(): Promise<void> {
    return this.programs.close();
  }

  /** Begins the client's background traffic, if the noise axis has any. */
  beginTraffic(): Promise<void> {
    return this.perform(trafficOfClient(this.placement));
  }

  /** What the client sent in that time, in milliseconds, without the connections of the background traffic. */
  withoutOwnTraffic(counted: TrafficCount, durationMs: number): TrafficCount {
    const own = connectionsOfTraffic(this.placement, durationMs);
    return { ...counted, connections: Math.max(0, counted.connections - own) };
  }

  get url(): string {
    return urlOf(this.aim);
  }

  /** The plain client connects and exchanges a message. */
  async attempt(
    expected: keyof typeof patienceMs = 'answer',
    { reset = false } = {},
  ): Promise<ClientAttempt> {
    return (await this.try(expected, reset)).attempt;
  }

  /**
   * As `attempt`; also tells whether other processes had the CPUs for most of the time, so that the result says
   * little about the lab.
   */
  async try(expected: keyof typeof patienceMs, reset = false): Promise<TriedAttempt> {
    return this.ask({ url: this.url, patienceMs: patienceMs[expected], reset, ...this.more });
  }

  private get more(): Pick<Aim, 'says' | 'ca' | 'pongs'> {
    const { says, ca, pongs } = this.aim;
    return {
      ...(says === undefined ? {} : { says }),
      ...(ca === undefined ? {} : { ca }),
      ...(pongs === undefined ? {} : { pongs }),
    };
  }

  private async ask(question: object, idleMs = 0): Promise<TriedAttempt> {
    if (!this.plainClient) throw new Error('the plain client does not run');
    const withinMs = idleMs + 4 * patienceMs.answer;
    const { line, keptWaitingMs } = await this.plainClient.ask(JSON.stringify(question), withinMs);
    const attempt = JSON.parse(line) as ClientAttempt;
    return { attempt, isStarved: keptWaitingMs > attempt.afterMs / 2 };
  }

  /** The client connects, gets an answer, and keeps the connection. */
  hold(): Promise<TriedAttempt> {
    return this.ask({ url: this.url, patienceMs: patienceMs.answer, hold: true, ...this.more });
  }

  /** After `idleMs` the client asks again on the kept connection. */
  goOn(expected: keyof typeof patienceMs, idleMs: number): Promise<TriedAttempt> {
    return this.ask({ goOn: { idleMs, patienceMs: patienceMs[expected] } }, idleMs);
  }

  /** A connection from its beginning; kept and asked again if the client stays. */
  async live(
    expected: keyof typeof patienceMs,
    { stays, reset = false }: { stays?: Stays | undefined; reset?: boolean } = {},
  ): Promise<TriedAttempt> {
    if (!stays) return this.try(expected, reset);
    const held = await this.hold();
    if (held.attempt.code !== 'connected') return held;
    return this.goOn(expected, stays.idleMs);
  }

  /** Expects the symptom; repeats the attempt if it does not show and the machine is starved. */
  async meet(symptom: Symptom, stays?: Stays): Promise<TriedAttempt> {
    const patience = patienceFor(symptom);
    let tried = await this.live(patience, { stays });
    for (let turn = 1; turn < mostTries; turn += 1) {
      if (isSeen(symptom, tried.attempt) || !tried.isStarved) break;
      tried = await this.live(patience, { stays });
    }
    return tried;
  }

  /** Forgets the client's past connections: a diagnoser must not learn their ports or times. */
  forget(): Promise<void> {
    const forget = 'ip neigh flush all; ss -HK state time-wait >/dev/null 2>&1; true';
    return this.programs.must({ host: 'client', argv: ['sh', '-c', forget], user: 'root' });
  }

  async apply(changes: Change | readonly Change[]): Promise<void> {
    for (const change of asList(changes)) await this.perform(change.apply(this.placement));
  }

  async undo(changes: Change | readonly Change[]): Promise<void> {
    for (const change of asList(changes).toReversed()) {
      await this.perform(change.undo(this.placement));
    }
  }

  async perform(steps: readonly Step[]): Promise<void> {
    for (const step of inOneShell(steps)) await this.take(step);
  }

  private async take(step: Step): Promise<void> {
    switch (step.kind) {
      case 'run':
        return this.programs.must({ host: step.on, argv: step.argv, user: 'root' });
      case 'serve': {
        const original = this.placement.services[step.on];
        if (!original) throw new Error(`${step.on} has no service`);
        const running = this.programs.settingOf(step.on);
        const base = running && running !== 'stopped' ? running : original;
        const next = step.as === 'stopped' ? 'stopped' : ({ ...base, ...step.as } as const);
        return this.programs.serve(step.on, next);
      }
      case 'aim':
        this.aim = { ...this.aim, ...step.at };
        return;
      case 'environment':
        return this.setEnvironment(step.set);
      case 'start':
        return this.programs.keepRunning(step);
      case 'finish':
        return this.programs.finish(step);
      case 'end':
        return this.programs.end(step.on, step.name, step.signal);
    }
  }

  private async startClient(): Promise<void> {
    const { argv, env } = hostProgram('plain-client');
    const all = { ...this.environment, ...env };
    const command = { host: 'client', argv, user: 'app', env: all } as const;
    this.plainClient = await this.lab.start(command, 'ready');
  }

  /** A process keeps the environment it was started with, so the plain client is restarted. */
  private async setEnvironment(set: Record<string, string | undefined>): Promise<void> {
    const all = Object.entries({ ...this.environment, ...set });
    const next = Object.fromEntries(all.flatMap(([name, value]) => (value ? [[name, value]] : [])));
    if (JSON.stringify(next) === JSON.stringify(this.environment)) return;
    this.environment = next;
    await this.plainClient?.stop('SIGTERM');
    await this.startClient();
  }

  /** If a service speaks TLS, the client trusts the lab's authority from the beginning. */
  private async trust(): Promise<void> {
    if (Object.values(this.placement.services).every(({ certificate }) => !certificate)) return;
    // Node reads the system's certificate store only with this variable (node(1), NODE_USE_SYSTEM_CA).
    this.environment = { ...this.environment, NODE_USE_SYSTEM_CA: '1' };
    const command: CommandSpec = { host: 'client', argv: ['sh', '-c', trust], user: 'root' };
    await this.programs.must(command, { stdin: this.programs.root });
  }
}
