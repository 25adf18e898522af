import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { collectScript, parseSnapshot, serverReport } from '../../collector/index.ts';
import {
  classes,
  type Request,
  type ServerReport,
  type Snapshot,
  type Vantage,
} from '../../vocabulary/index.ts';
import type { Lab, Lane } from '../engine/engine.ts';
import { EngineError, isBadconnError, LeakError, ScenarioError } from '../errors.ts';
import { judge } from '../judge/judge.ts';
import type { Case } from '../registry.ts';
import { place, type Placement } from '../topology/place.ts';
import { random } from '../topology/random.ts';
import { agrees } from '../witness/wire.ts';
import type { Artefacts } from './artefacts.ts';
import { captureDuring, wireOf } from './capture.ts';
import { diagnoserFolder } from './connector.ts';
import type { Attempt, Conversation, Event, NewEvent, Phase, Standing, Truth } from './events.ts';
import { Session } from './session.ts';

export interface CaseOptions {
  seed: number;
  vantages: readonly Vantage[];
  argv: readonly string[];
  deadlineMs: number;
  /** Breaks the lab again at the end and leaves it standing. */
  keep: boolean;
  artefacts: Artefacts;
  log(event: NewEvent): void;
}

type Noted = Pick<Extract<Event, { type: 'phase-ended' }>, 'attempt' | 'wire'>;

const script = readFile(collectScript, 'utf8');

const truthOf = ({ scenario }: Case): Truth => {
  if (scenario.cause === 'none')
    return { cause: 'none', best: { client: [], 'client+server': [] } };
  const { cause, clientSees } = scenario;
  const client = clientSees ? classes[clientSees] : [cause];
  return { cause, best: { client, 'client+server': [cause] } };
};

/** Runs one case through its six phases in one lane, and logs all that is seen. */
export class CaseRun {
  private readonly lane: Lane;
  private readonly one: Case;
  private readonly options: CaseOptions;
  private readonly placement: Placement;
  private readonly target: string;
  private readonly startedAt = performance.now();

  constructor(lane: Lane, one: Case, options: CaseOptions) {
    this.lane = lane;
    this.one = one;
    this.options = options;
    this.placement = place(one.scenario.topology, one.scenario.target, options.seed, one.name);
    this.target = new URL(one.scenario.target).hostname;
  }

  async run(): Promise<void> {
    const { log } = this.options;
    const { name, id, form, scenario } = this.one;
    const truth = truthOf(this.one);
    const formed = form === undefined ? {} : { form };
    log({
      type: 'case-started',
      case: name,
      scenario: id,
      ...formed,
      title: scenario.title,
      truth,
    });
    let standing: Standing = 'judged';
    let lab: Lab | undefined;
    try {
      const session = await this.phase('baseline', async (noted) => {
        lab = await this.lane.build(this.placement.lab);
        return this.baseline(lab, noted);
      });
      if (lab) await this.inLab(lab, session);
    } catch (error) {
      standing = this.standingOf(error);
    }
    if (!this.options.keep) {
      try {
        await this.phase('leave', () => this.leave(lab));
      } catch (error) {
        standing = this.standingOf(error);
      }
    }
    log({
      type: 'case-ended',
      case: name,
      standing,
      durationMs: performance.now() - this.startedAt,
    });
  }

  private standingOf(error: unknown): Standing {
    // Nothing more can be run once the engine is gone, and a mistake of ours is nobody's verdict.
    if (!isBadconnError(error) || error.code === 'ENGINE_LOST') throw error;
    return error instanceof ScenarioError ? 'invalid-scenario' : 'inconclusive';
  }

  private async inLab(lab: Lab, session: Session): Promise<void> {
    const { scenario } = this.one;
    const changes = scenario.cause === 'none' ? (scenario.harmless ?? []) : scenario.fault;
    await this.phase('break', () => session.apply(changes));
    const seen = await this.phase('observe', (noted) => this.observe(lab, session, noted));
    await this.phase('diagnose', async () => {
      for (const vantage of this.options.vantages) await this.diagnose(lab, session, vantage, seen);
    });
    await this.phase('mend', (noted) => this.mend(session, noted));
    if (this.options.keep) await session.apply(changes);
  }

  /** Runs one phase and logs how it ended, with what was noted of the wire on the way. */
  private async phase<T>(phase: Phase, happens: (noted: Noted) => Promise<T>): Promise<T> {
    const { log } = this.options;
    const startedAt = performance.now();
    const noted: Noted = {};
    const end = (outcome: { ok: true } | { ok: false; error: string }): void => {
      const durationMs = performance.now() - startedAt;
      log({ type: 'phase-ended', case: this.one.name, phase, durationMs, ...outcome, ...noted });
    };
    log({ type: 'phase-started', case: this.one.name, phase });
    try {
      const result = await happens(noted);
      end({ ok: true });
      return result;
    } catch (error) {
      end({ ok: false, error: error instanceof Error ? error.message : String(error) });
      throw error;
    }
  }

  private async baseline(lab: Lab, noted: Noted): Promise<Session> {
    const session = await Session.open(lab, this.placement);
    const attempt = await session.attempt();
    noted.attempt = attempt;
    if (attempt.code === 'connected') return session;
    throw new EngineError({
      code: 'ENGINE_BASELINE',
      what: `${this.one.name}: nothing is broken yet, and the plain client cannot connect. Expected connected, observed ${say(attempt)}.`,
      evidence: [`client → ${attempt.url}: ${attempt.message}`],
      next: this.replay(),
    });
  }

  private async observe(
    lab: Lab,
    session: Session,
    noted: Noted,
  ): Promise<{ attempt: Attempt; report: ServerReport | undefined }> {
    const { scenario, name } = this.one;
    const ends = { client: 'client', server: this.target };
    const reported = this.options.vantages.includes('client+server');
    const { result, pcaps } = await captureDuring(lab, ends, async () => {
      const before = reported ? await this.snapshot(lab) : undefined;
      const expected = scenario.symptom === 'silence' ? 'silence' : 'answer';
      const attempt = await session.attempt(expected);
      const after = reported ? await this.snapshot(lab) : undefined;
      return { attempt, report: before && serverReport(before, after, 1) };
    });
    await this.options.artefacts.pcaps(name, pcaps);
    const { attempt } = result;
    const wire = wireOf(pcaps, {
      clientAddresses: [this.placement.addresses['client'] ?? ''],
      serverAddress: this.placement.addresses[this.target] ?? '',
      serverPort: session.aim.port,
    });
    Object.assign(noted, { attempt, wire });
    const declared = JSON.stringify(scenario.wire).replaceAll('"', '');
    const evidence = [
      `client → ${attempt.url}: ${attempt.code}, ${attempt.message}`,
      `packets at the client: ${wire.client}`,
      `packets at the server: ${wire.server}`,
      `declared: ${scenario.symptom}; ${declared}`,
    ];
    if (attempt.code !== scenario.symptom) {
      throw new ScenarioError({
        code: 'SCENARIO_SYMPTOM',
        what: `${name}: the fault does not show as declared. Expected ${scenario.symptom}, observed ${say(attempt)}.`,
        evidence,
        next: this.replay(),
      });
    }
    if (!agrees(scenario.wire, wire)) {
      throw new ScenarioError({
        code: 'SCENARIO_WIRE',
        what: `${name}: the packets do not do what is declared. Expected ${declared}, observed ${wire.client} at the client and ${wire.server} at the server.`,
        evidence,
        next: this.replay(),
      });
    }
    return result;
  }

  private async snapshot(lab: Lab): Promise<Snapshot> {
    const command = { host: this.target, argv: ['sh', '-s'], user: 'root' as const };
    const { stdout } = await lab.run(command, { stdin: await script });
    return parseSnapshot(stdout);
  }

  private async diagnose(
    lab: Lab,
    session: Session,
    vantage: Vantage,
    seen: { attempt: Attempt; report: ServerReport | undefined },
  ): Promise<void> {
    const { deadlineMs, seed, argv, log, artefacts } = this.options;
    const { name, scenario } = this.one;
    const { code, message, afterMs } = seen.attempt;
    const request: Request = {
      protocol: 1,
      id: random(seed, `${name} at ${vantage}`)
        .integer(0, 2 ** 32)
        .toString(36),
      target: { url: session.url, intendedAddress: this.placement.addresses[this.target] ?? '' },
      symptom: { code, message, afterMs },
      vantage,
      ...(vantage === 'client+server' && seen.report ? { server: seen.report } : {}),
      deadlineMs,
      seed,
    };
    log({ type: 'phase-started', case: name, phase: 'diagnose', vantage });
    const command = {
      host: 'client',
      argv: [...argv],
      user: 'guest' as const,
      cwd: diagnoserFolder,
    };
    const ran = await lab.run(command, { stdin: JSON.stringify(request), deadlineMs });
    const conversation: Conversation = {
      request,
      exitCode: ran.exitCode,
      signal: ran.signal,
      stdout: ran.stdout,
      stderr: ran.stderr,
      ...(ran.ended ? { ended: ran.ended } : {}),
      durationMs: ran.durationMs,
      leftProcesses: ran.leftProcesses,
    };
    await artefacts.conversation(name, vantage, conversation);
    const forbids = scenario.cause === 'none' ? [] : scenario.forbids;
    const verdict = await judge({ truth: truthOf(this.one), vantage, forbids, conversation });
    log({ type: 'diagnosed', case: name, vantage, verdict, conversation });
  }

  private async mend(session: Session, noted: Noted): Promise<void> {
    const { scenario, name } = this.one;
    if (scenario.cause === 'none') await session.undo(scenario.harmless ?? []);
    else {
      await session.apply(scenario.remedy.change);
      await sleep(scenario.remedy.settlesMs ?? 0);
    }
    const attempt = await session.attempt();
    noted.attempt = attempt;
    if (attempt.code === 'connected') return;
    throw new ScenarioError({
      code: 'SCENARIO_REMEDY',
      what: `${name}: the remedy does not mend it. Expected connected, observed ${say(attempt)}.`,
      evidence: [
        `client → ${attempt.url}: ${attempt.message}`,
        `remedy: ${scenario.cause === 'none' ? 'undoing the harmless change' : scenario.remedy.change.says}`,
      ],
      next: this.replay(),
    });
  }

  private async leave(lab: Lab | undefined): Promise<void> {
    const left = (await lab?.close()) ?? [];
    if (left.length === 0) return;
    throw new LeakError({
      code: 'LEAK_IN_LANE',
      what: `${this.one.name}: the lab was taken down, and ${left.length} of its parts are still there.`,
      evidence: left.slice(0, 20),
      next: 'npx badconn clean',
    });
  }

  private replay(): string {
    return `npx badconn run ${this.one.id} --seed ${this.options.seed} --keep`;
  }
}

const say = ({ code, afterMs }: Attempt): string => `${code} after ${Math.round(afterMs)} ms`;
