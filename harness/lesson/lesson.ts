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

/** Pause between two attempts of the client, in milliseconds. */
const pauseMs = 400;

/**
 * One lesson in one lab: briefing, investigation, answer, mend, look back. It has no user interface; every event goes
 * to its log. Opened with an existing log, it continues where that ends, in a lab of the same seed.
 */
export class Lesson {
  lab: LessonLab;
  readonly settings: LessonSettings;
  private readonly lane: Lane;
  /** A shell was opened, or a remedy carried out, in this lab. */
  private isActedOn = false;
  private isOrdered = false;
  private isWatching = false;
  /** The latest operation on the lab; the next one waits for it. */
  private turn: Promise<unknown> = Promise.resolve();

  private constructor(lane: Lane, settings: LessonSettings, lab: LessonLab) {
    this.lane = lane;
    this.settings = settings;
    this.lab = lab;
  }

  /** @throws EngineError, ScenarioError if the lab failed; logged, and not counted as an answer. */
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

  /** When the student last made progress or got help, in Unix milliseconds. */
  get steppedMs(): number {
    return this.settings.log.steppedMs;
  }

  /** The vantage that the student has used. */
  get vantage(): Vantage {
    return this.progress.isServerCalled ? 'client+server' : 'client';
  }

  /** The next hint, or a repeated one. */
  hint(step = Math.min(this.progress.hints + 1, lastHint)): { step: number; text: string } {
    this.append({ type: 'hint', step });
    return { step, text: hintOf(this.lab.scene.labCase, step) };
  }

  /** Gives the student a shell on the server; answers are then graded at that vantage. */
  callServer(): void {
    if (!this.progress.isServerCalled) this.append({ type: 'server-called' });
  }

  /** The student is about to use a shell on a host. */
  enter(host: string): void {
    this.isActedOn = true;
    this.append({ type: 'shell-opened', host });
  }

  /** Grades the student's choices. Only the first answer counts; the reference diagnoser answers after it. */
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
   * Orders a remedy that no student shell can carry out. It is applied if it mends a layer; otherwise the student is
   * told what it would do.
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

  /** Makes one attempt of the client; resolves to the new event, which is logged. */
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
      // A fault that ends by itself was mended by nobody.
      isActedOn: this.isActedOn && performance.now() - lab.brokenAt <= lab.lastsMs,
    });
    return verdict === 'mended' ? this.solve() : this.settings.log.appendIfNew(verdict);
  }

  private solve(): LessonEvent {
    return this.append({ type: 'solved', afterMs: Date.now() - this.progress.startedMs });
  }

  /** Attempts repeatedly until the lesson is closed, and reports new events. */
  async watch(tell: (event: LessonEvent) => void): Promise<void> {
    if (this.isWatching) return;
    this.isWatching = true;
    while (this.isWatching) {
      const event = (await this.look()) ?? this.offer();
      if (event) tell(event);
      await sleep(pauseMs, undefined, { ref: false });
    }
  }

  /** Offers a hint if there was no progress for a while. */
  private offer(): LessonEvent | undefined {
    const step = offeredHint(this.settings.log.events, this.progress, Date.now());
    return step === undefined ? undefined : this.append({ type: 'hint-offered', step });
  }

  /** Rebuilds the lab as it was at the lesson's beginning. Shells in it end. */
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
