import type { Lane } from '../engine/engine.ts';
import { EngineError, isBadconnError, ScenarioError } from '../errors.ts';
import type { Case } from '../case/case.ts';
import { breakLab } from './break-lab.ts';
import { caseStarted } from './case-started.ts';
import { diagnose, diagnoseUnknown } from './diagnose.ts';
import type { Phase, PhaseEnded, Standing } from '../events.ts';
import { mend } from './mend.ts';
import { observe, type Seen } from './observe.ts';
import { isLost, openLab, type OpenLab } from './open-lab.ts';
import { replay, say, type CaseOptions, type Noted, type Scene } from './scene.ts';
import { Stand } from './stand.ts';
import { placementOf, truthOf } from './truth.ts';

/** Runs one case through its six phases in one lane, and logs all that is seen. */
export class CaseRun {
  private readonly lane: Lane;
  private readonly one: Case;
  private readonly options: CaseOptions;
  private readonly startedAt = performance.now();
  private opened: OpenLab | undefined;

  constructor(lane: Lane, one: Case, options: CaseOptions) {
    this.lane = lane;
    this.one = one;
    this.options = options;
  }

  /**
   * Resolves to what ended it early: a mistake of any kind costs this case, and no other. Rejects when
   * the run is interrupted, and then it has no end.
   */
  async run(): Promise<Error | undefined> {
    const { log, signal, keep } = this.options;
    const placement = placementOf(this.one, this.options.seed, this.options.draws);
    log(caseStarted(this.one, truthOf(this.one, placement)));
    let failure: Error | undefined;
    try {
      await this.inLab(await this.phase('baseline', (noted) => this.baseline(noted)));
    } catch (error) {
      failure = asError(error);
    }
    // Of a lane that is gone nothing is left.
    if (!keep && !isLost(failure)) {
      try {
        await this.phase('leave', () => this.leave());
      } catch (error) {
        failure = asError(error);
      }
    }
    if (signal?.aborted && failure !== undefined) throw failure;
    const durationMs = performance.now() - this.startedAt;
    log({ type: 'case-ended', case: this.one.label, standing: standingOf(failure), durationMs });
    return failure;
  }

  private async inLab(scene: Scene): Promise<void> {
    const held = await this.phase('break', () => breakLab(scene));
    const seen = await this.phase('observe', (noted) => observe(scene, noted, held));
    const stand = new Stand({ scene, seen }, () => this.again());
    await this.phase('diagnose', async () => {
      for (const vantage of this.options.vantages) await diagnose(stand, vantage);
      if (this.options.askUnknown) await diagnoseUnknown(stand);
    });
    await this.phase('mend', (noted) => mend(stand, noted));
    if (this.options.keep) await stand.scene.session.apply(this.one.changes);
  }

  /** The same lab from the beginning, which must show the same. */
  private async again(): Promise<{ scene: Scene; seen: Seen }> {
    try {
      await this.leave();
      const scene = await this.baseline({});
      const held = await breakLab(scene);
      return { scene, seen: await observe(scene, {}, held) };
    } catch (cause) {
      if (isLost(cause)) throw cause;
      const [first = '', ...evidence] = asError(cause).message.split('\n');
      throw new EngineError({
        code: 'ENGINE_REBUILD',
        what: `${this.one.label}: the lab could not be built anew. ${first}`,
        evidence: evidence.map((line) => line.trim()),
        next: replay({ one: this.one, options: this.options }),
        cause,
      });
    }
  }

  /** Runs one phase and logs how it ended, with what was noted of the wire on the way. */
  private async phase<T>(phase: Phase, happens: (noted: Noted) => Promise<T>): Promise<T> {
    const { log } = this.options;
    const startedAt = performance.now();
    const noted: Noted = {};
    const end = (outcome: Pick<PhaseEnded, 'ok' | 'error' | 'code'>): void => {
      const durationMs = performance.now() - startedAt;
      log({ type: 'phase-ended', case: this.one.label, phase, durationMs, ...outcome, ...noted });
    };
    log({ type: 'phase-started', case: this.one.label, phase });
    try {
      const result = await happens(noted);
      end({ ok: true });
      return result;
    } catch (error) {
      const code = isBadconnError(error) ? { code: error.code } : {};
      end({ ok: false, error: asError(error).message, ...code });
      throw error;
    }
  }

  private async baseline(noted: Noted): Promise<Scene> {
    const { one, options } = this;
    const opened = await openLab(this.lane, one, options);
    this.opened = opened;
    const { session } = opened;
    const { attempt } = await session.connect(one.stays);
    noted.attempt = attempt;
    if (attempt.code === 'connected') {
      await session.forget();
      return { one, options, ...opened };
    }
    throw new EngineError({
      code: 'ENGINE_BASELINE',
      what: `${one.label}: nothing is broken yet, and the plain client cannot connect. Expected connected, observed ${say(attempt)}.`,
      evidence: [`client → ${attempt.url}: ${attempt.message}`],
      next: replay({ one, options }),
    });
  }

  private async leave(): Promise<void> {
    const { opened } = this;
    this.opened = undefined;
    await opened?.close();
  }
}

export const asError = (error: unknown): Error =>
  error instanceof Error ? error : new Error(String(error));

function standingOf(failure: Error | undefined): Standing {
  if (failure === undefined) return 'judged';
  return failure instanceof ScenarioError ? 'invalid-scenario' : 'inconclusive';
}
