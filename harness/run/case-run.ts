import { setTimeout as sleep } from 'node:timers/promises';
import type { Lane } from '../engine/engine.ts';
import { EngineError, isBadconnError, ScenarioError } from '../errors.ts';
import { drawn, type Case, type Layer } from '../case/case.ts';
import { ableIn } from './able-in.ts';
import { Beside } from './beside.ts';
import { breakLab, type Held } from './break-lab.ts';
import { caseStarted } from './case-started.ts';
import { diagnose, diagnoseUnknown } from './diagnose.ts';
import type { Phase, PhaseEnded, Standing } from '../events.ts';
import { mend } from './mend.ts';
import { observe, type SeenSymptom } from './observe.ts';
import { isLost, openLab, type OpenLab } from './open-lab.ts';
import {
  baselineFailed,
  beneath,
  placeOf,
  replay,
  type CaseOptions,
  type Noted,
  type Scene,
} from './scene.ts';
import { Stand } from './stand.ts';
import { placementOf, truthsOf } from './truth.ts';

/**
 * Runs one case through its six phases in one lane and logs all observations. A case without a point runs at the
 * point that the seed draws.
 */
export class CaseRun {
  private readonly lane: Lane;
  private readonly labCase: Case;
  private readonly options: CaseOptions;
  private readonly startedAt = performance.now();
  private opened: OpenLab | undefined;
  private beside: Promise<Beside | undefined> = Promise.resolve(undefined);

  constructor(lane: Lane, labCase: Case, options: CaseOptions) {
    this.lane = lane;
    this.labCase = drawn(ableIn(lane, labCase), options.seed, options.draws);
    this.options = options;
  }

  /**
   * Resolves to the error that ended the case early: an error of any kind costs this case only. Rejects if the run is
   * interrupted; the case then has no end.
   */
  async run(): Promise<Error | undefined> {
    const { log, signal, keep } = this.options;
    const placement = placementOf(this.labCase, this.options.seed, this.options.draws);
    log(caseStarted(this.labCase, truthsOf(this.labCase, placement), placement));
    this.beside = this.besides();
    let failure: Error | undefined;
    try {
      await this.inLab(await this.phase('baseline', (noted) => this.baseline(noted)));
    } catch (error) {
      failure = asError(error);
    }
    // A lost lane leaves nothing to take down.
    if (!keep && !isLost(failure)) {
      try {
        await this.phase('leave', () => this.leave(this.options.isLast?.()));
      } catch (error) {
        failure = asError(error);
      }
    }
    failure ??= await (await this.beside)?.ended;
    if (signal?.aborted && failure !== undefined) throw failure;
    const durationMs = performance.now() - this.startedAt;
    log({
      type: 'case-ended',
      case: this.labCase.label,
      standing: standingOf(failure),
      durationMs,
    });
    return failure;
  }

  private async inLab(scene: Scene): Promise<void> {
    const held = await this.phase('break', () => breakLab(scene));
    const look = (at: Scene, since?: Held): Promise<SeenSymptom> =>
      this.phase('observe', (noted) => observe(at, noted, since), at);
    const first = { scene, seen: await look(scene, held) };
    const stand = new Stand(first, (layer) => this.again(layer));
    for (let left: Scene | undefined = scene; left; left = beneath(stand.scene)) {
      if (left !== scene) stand.descend(left, await look(left));
      await this.phase('diagnose', () => this.askAll(stand), left);
      await this.phase('mend', (noted) => mend(stand, noted), left);
    }
    if (this.options.keep) await this.breakAgain(stand.scene);
  }

  /**
   * Undoes the remedy, then breaks the lab again. A remedy left in place would hide the fault: an accept rule stands
   * before the drop rule.
   */
  private async breakAgain({ session }: Scene): Promise<void> {
    for (const { mending } of this.labCase.layers.toReversed()) {
      if (mending.by === 'apply') await session.undo(mending.changes);
    }
    await session.apply(this.labCase.changes);
  }

  private async askAll(stand: Stand): Promise<void> {
    const { askUnknown } = this.options;
    for (const vantage of stand.scene.options.vantages) await diagnose(stand, vantage);
    if (askUnknown && stand.scene.layer === this.labCase.layers[0]) await diagnoseUnknown(stand);
    await (await this.beside)?.verdict();
  }

  private async besides(): Promise<Beside | undefined> {
    const { beside, ...options } = this.options;
    const manned = await beside;
    if (manned === undefined) return undefined;
    const { lane, program } = manned;
    return new Beside(options, (own) => new CaseRun(lane, this.labCase, { ...own, program }).run());
  }

  /** The options as they hold in this lab: the last vantage may be another lab's. */
  private async here(): Promise<CaseOptions> {
    const { vantages } = this.options;
    const isShared = (await this.beside) !== undefined;
    return { ...this.options, vantages: isShared ? vantages.slice(0, -1) : vantages };
  }

  /** Rebuilds the lab, mended down to the layer; it must show the same symptom. */
  private async again(layer: Layer): Promise<{ scene: Scene; seen: SeenSymptom }> {
    try {
      await this.leave();
      const built = await this.baseline({});
      const held = await breakLab(built);
      for (const { mending } of this.labCase.layers.slice(0, layer.number - 1)) {
        await built.session[mending.by](mending.changes);
        await sleep(mending.settlesMs);
      }
      const scene = { ...built, layer };
      return { scene, seen: await observe(scene, {}, held) };
    } catch (cause) {
      if (isLost(cause)) throw cause;
      const [first = '', ...evidence] = asError(cause).message.split('\n');
      throw new EngineError({
        code: 'ENGINE_REBUILD',
        what: `${this.labCase.label}: the lab could not be rebuilt. ${first}`,
        evidence: evidence.map((line) => line.trim()),
        next: replay({ labCase: this.labCase, options: this.options }),
        cause,
      });
    }
  }

  /** Runs one phase and logs its end, with what was noted of the packets on the way. */
  private async phase<T>(
    phase: Phase,
    happens: (noted: Noted) => Promise<T>,
    { layer }: Pick<Scene, 'layer'> = { layer: this.labCase.layers[0] },
  ): Promise<T> {
    const { log } = this.options;
    const place = placeOf({ labCase: this.labCase, layer });
    const startedAt = performance.now();
    const noted: Noted = {};
    const end = (outcome: Pick<PhaseEnded, 'ok' | 'error' | 'code'>): void => {
      const durationMs = performance.now() - startedAt;
      log({ type: 'phase-ended', ...place, phase, durationMs, ...outcome, ...noted });
    };
    log({ type: 'phase-started', ...place, phase });
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
    const { labCase, options } = this;
    const opened = await openLab(this.lane, labCase, options);
    this.opened = opened;
    const { session } = opened;
    const { attempt } = await session.meet('connected', labCase.stays);
    noted.attempt = attempt;
    if (attempt.code === 'connected') {
      await session.forget();
      return { labCase, layer: labCase.layers[0], options: await this.here(), ...opened };
    }
    throw baselineFailed({ labCase, options }, attempt);
  }

  private async leave(last = false): Promise<void> {
    const { opened } = this;
    this.opened = undefined;
    await opened?.close(last);
  }
}

export const asError = (error: unknown): Error =>
  error instanceof Error ? error : new Error(String(error));

function standingOf(failure: Error | undefined): Standing {
  if (failure === undefined) return 'judged';
  return failure instanceof ScenarioError ? 'invalid-scenario' : 'inconclusive';
}
