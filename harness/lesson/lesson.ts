import { setTimeout as sleep } from 'node:timers/promises';
import type { RemedyAction, Vantage } from '../../vocabulary/index.ts';
import type { Lane } from '../engine/engine.ts';
import type { Truth } from '../events.ts';
import { truthOf } from '../run/truth.ts';
import { version } from '../version.ts';
import { gradePicks, type GradedPicks, type Pick } from './answers.ts';
import { briefingOf, type Briefing } from './briefing.ts';
import type { LessonLab } from './lesson-lab.ts';
import {
  progressOf,
  type LessonEvent,
  type NewLessonEvent,
  type LessonProgress,
} from './lesson-events.ts';
import { hintOf, lastHint } from './hints.ts';
import { openLessonLab, type LessonSettings } from './open-lesson-lab.ts';
import { offeredHint } from './offer.ts';
import { mendVerdict, orderOf } from './mend-verdict.ts';

/** Between two looks at the client, in milliseconds. */
const pauseMs = 400;

/**
 * One lesson in one lab: briefing, investigation, answer, mend, look back. It has neither terminal nor page; all that
 * happens is in its log, and a lesson whose log is given anew goes on where that ends, in a lab of the same seed.
 */
export class Lesson {
  lab: LessonLab;
  readonly settings: LessonSettings;
  private readonly lane: Lane;
  /** A shell was opened in this lab; a remedy was carried out in it. */
  private isActedOn = false;
  private isOrdered = false;
  private isWatching = false;
  /** What was done last in the lab: the next waits for it. */
  private turn: Promise<unknown> = Promise.resolve();

  private constructor(lane: Lane, settings: LessonSettings, lab: LessonLab) {
    this.lane = lane;
    this.settings = settings;
    this.lab = lab;
  }

  /** @throws EngineError, ScenarioError: the lab failed. The log says so, and nothing counts as an answer. */
  static async open(lane: Lane, settings: LessonSettings): Promise<Lesson> {
    const { log, exercise, seed } = settings;
    if (log.events.length === 0)
      log.append({ type: 'lesson-started', version, number: exercise.number, seed });
    return new Lesson(lane, settings, await openLessonLab(lane, settings));
  }

  get progress(): LessonProgress {
    const progress = progressOf(this.settings.log.events);
    if (progress === undefined) throw new Error('a lesson without a beginning');
    return progress;
  }

  get briefing(): Briefing {
    return briefingOf(this.settings.exercise, this.lab.scene, this.lab.shown);
  }

  get truth(): Truth {
    const { labCase, placement } = this.lab.scene;
    return truthOf(labCase, placement);
  }

  /** When the student last came further, or was helped: milliseconds since the epoch. */
  get steppedMs(): number {
    return this.settings.log.steppedMs;
  }

  /** From where the student has looked. */
  get vantage(): Vantage {
    return this.progress.isServerCalled ? 'client+server' : 'client';
  }

  /** The next hint, or the one that is asked for again. */
  hint(step = Math.min(this.progress.hints + 1, lastHint)): { step: number; text: string } {
    this.append({ type: 'hint', step });
    return { step, text: hintOf(this.lab.scene.labCase, step) };
  }

  /** From now on the student has a shell on the server, and answers from that vantage. */
  callServer(): void {
    if (!this.progress.isServerCalled) this.append({ type: 'server-called' });
  }

  /** A student is about to type on a host. */
  enter(host: string): void {
    this.isActedOn = true;
    this.append({ type: 'shell-opened', host });
  }

  /** Grades what the student picked. The first answer counts; the reference diagnoser is asked after it. */
  async answer(picks: readonly Pick[]): Promise<GradedPicks> {
    const { vantage, progress } = this;
    const graded = gradePicks(picks, { truth: this.truth, vantage });
    if (progress.answer) return graded;
    this.append({ type: 'answered', picks: [...picks], vantage, ...graded });
    if (!progress.isSolved) {
      const verdict = await this.inTurn(() => this.lab.askReference(vantage));
      if (verdict)
        this.append({
          type: 'reference-answered',
          vantage,
          grade: verdict.grade,
          candidates: verdict.candidates,
        });
    }
    if (this.truth.cause === 'none') this.solve();
    return graded;
  }

  /**
   * Has somebody else carry a remedy out: what no shell of a student reaches. It is done where it mends; elsewhere the
   * student is told what it would do.
   */
  async order(action: RemedyAction): Promise<LessonEvent> {
    const { layers } = this.lab.scene.labCase;
    const order = orderOf(action, { layers, truth: this.truth });
    const { outcome, why } = order;
    if (order.outcome === 'done') {
      await this.inTurn(() => this.lab.mend(order.layer));
      this.isOrdered = true;
    }
    return this.append({ type: 'ordered', action, outcome, why });
  }

  /** Looks at the client once; resolves to what is new, and is in the log. */
  look(): Promise<LessonEvent | undefined> {
    return this.inTurn(async () => {
      const { progress, lab } = this;
      if (progress.isSolved || this.truth.cause === 'none') return undefined;
      const attempt = await lab.glance();
      if (attempt.code !== 'connected' || !(await lab.connects())) return undefined;
      return this.judgeMend();
    });
  }

  private async judgeMend(): Promise<LessonEvent | undefined> {
    const { lab } = this;
    const { scene, baseline, broken } = lab;
    const verdict = mendVerdict({
      ...{ baseline, broken, now: await lab.state(), truth: this.truth },
      port: scene.placement.aim.port,
      clientAddresses: scene.placement.allAddresses['client'] ?? [],
      layers: scene.labCase.layers,
      isOrdered: this.isOrdered,
      // What passes by itself is nobody's mend.
      isActedOn: this.isActedOn && performance.now() - lab.brokenAt <= lab.lastsMs,
    });
    return verdict === 'mended' ? this.solve() : this.settings.log.appendIfNew(verdict);
  }

  private solve(): LessonEvent {
    return this.append({ type: 'solved', afterMs: Date.now() - this.progress.startedMs });
  }

  /** Looks again and again until the lesson is closed, and tells what is new. */
  async watch(tell: (event: LessonEvent) => void): Promise<void> {
    if (this.isWatching) return;
    this.isWatching = true;
    while (this.isWatching) {
      const event = (await this.look()) ?? this.offer();
      if (event) tell(event);
      await sleep(pauseMs, undefined, { ref: false });
    }
  }

  /** Offers a hint to who has not come further for a while. */
  private offer(): LessonEvent | undefined {
    const step = offeredHint(this.settings.log.events, this.progress, Date.now());
    return step === undefined ? undefined : this.append({ type: 'hint-offered', step });
  }

  /** The lab as it was when the lesson began. Shells in it end. */
  async reset(): Promise<void> {
    await this.inTurn(async () => {
      await this.lab.close();
      this.append({ type: 'reset' });
      this.isActedOn = false;
      this.isOrdered = false;
      this.lab = await openLessonLab(this.lane, this.settings);
    });
  }

  finish(): void {
    this.append({ type: 'finished' });
  }

  async close(): Promise<void> {
    this.isWatching = false;
    await this.inTurn(() => this.lab.close());
  }

  private append<E extends NewLessonEvent>(event: E): Extract<LessonEvent, { type: E['type'] }> {
    return this.settings.log.append(event) as Extract<LessonEvent, { type: E['type'] }>;
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.turn.then(work, work);
    this.turn = next.catch(() => undefined);
    return next;
  }
}
