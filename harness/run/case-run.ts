import type { Lab, Lane } from '../engine/engine.ts';
import { EngineError, isBadconnError, LeakError, ScenarioError } from '../errors.ts';
import type { Case } from '../registry.ts';
import { place, type Placement } from '../topology/place.ts';
import { caseStarted } from './case-started.ts';
import { diagnose, diagnoseUnknown } from './diagnose.ts';
import type { Phase, Standing } from './events.ts';
import { mend } from './mend.ts';
import { observe } from './observe.ts';
import { replay, say, type CaseOptions, type Noted, type Scene } from './scene.ts';
import { Session } from './session.ts';

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
    const { topology, target, ipVersion } = one.scenario;
    const draws = options.draws ?? one.name;
    this.placement = place(topology, target, options.seed, draws, ipVersion);
    this.target = this.placement.target;
  }

  async run(): Promise<void> {
    const { log } = this.options;
    log(caseStarted(this.one));
    let standing: Standing = 'judged';
    let lab: Lab | undefined;
    try {
      const scene = await this.phase('baseline', async (noted) => {
        lab = await this.lane.build(this.placement.lab);
        return this.baseline(lab, noted);
      });
      await this.inLab(scene);
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
      case: this.one.name,
      standing,
      durationMs: performance.now() - this.startedAt,
    });
  }

  private standingOf(error: unknown): Standing {
    // Nothing more can be run once the engine is gone, and a mistake of ours is nobody's verdict.
    if (!isBadconnError(error) || error.code === 'ENGINE_LOST') throw error;
    return error instanceof ScenarioError ? 'invalid-scenario' : 'inconclusive';
  }

  private async inLab(scene: Scene): Promise<void> {
    const { session, one } = scene;
    const { scenario } = one;
    const changes = scenario.cause === 'none' ? (scenario.harmless ?? []) : scenario.fault;
    await this.phase('break', () => session.apply(changes));
    const seen = await this.phase('observe', (noted) => observe(scene, noted));
    await this.phase('diagnose', async () => {
      for (const vantage of this.options.vantages) await diagnose(scene, vantage, seen);
      if (this.options.askUnknown) await diagnoseUnknown(scene, seen);
    });
    await this.phase('mend', (noted) => mend(scene, noted));
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

  private async baseline(lab: Lab, noted: Noted): Promise<Scene> {
    const { one, options, placement, target } = this;
    const session = await Session.open(lab, placement);
    const attempt = await session.attempt();
    noted.attempt = attempt;
    if (attempt.code === 'connected') {
      await session.forget();
      return { one, options, placement, target, lab, session };
    }
    throw new EngineError({
      code: 'ENGINE_BASELINE',
      what: `${one.name}: nothing is broken yet, and the plain client cannot connect. Expected connected, observed ${say(attempt)}.`,
      evidence: [`client → ${attempt.url}: ${attempt.message}`],
      next: replay({ one, options }),
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
}
