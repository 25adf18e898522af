import type { Case, Layer } from '../case/case.ts';
import type { Lane } from '../engine/engine.ts';
import type { ClientAttempt, NewEvent, Verdict } from '../events.ts';
import type { DiagnoserProgram } from '../guest/program.ts';
import { breakLab, endsOf } from '../run/break-lab.ts';
import { startCapture, type Pcaps } from '../run/capture.ts';
import { diagnose } from '../run/diagnose.ts';
import { observe, type SeenSymptom } from '../run/observe.ts';
import { openLab } from '../run/open-lab.ts';
import { baselineFailed, type CaseOptions, type Scene } from '../run/scene.ts';
import { Stand } from '../run/stand.ts';
import type { Vantage } from '../../vocabulary/index.ts';
import { controlHosts, writeSettings } from './host-control.ts';
import { stateOf, type LabState } from './lab-state.ts';

export interface LessonLabSettings {
  labCase: Case;
  seed: string;
  /** The reference diagnoser, copied into the lane. */
  program: DiagnoserProgram;
  signal?: AbortSignal;
}

const deadlineMs = 30_000;
const noPackets: Pcaps = { client: Buffer.alloc(0), server: Buffer.alloc(0) };

/** The lab of a lesson: broken, observed to be as declared, then handed to the student. */
export class LessonLab {
  readonly scene: Scene;
  readonly seen: SeenSymptom;
  readonly baseline: LabState;
  readonly broken: LabState;
  /** Captures of the failed attempt, and of a successful one after the mend. */
  readonly packets: { broken: Pcaps; mended?: Pcaps };
  readonly brokenAt = performance.now();
  /** The client's latest attempt. */
  latest: ClientAttempt | undefined;
  private glances = 0;
  private readonly logged: NewEvent[];
  private readonly closeLab: () => Promise<void>;

  private constructor(
    parts: Pick<LessonLab, 'scene' | 'seen' | 'baseline' | 'broken' | 'packets'>,
    logged: NewEvent[],
    closeLab: () => Promise<void>,
  ) {
    this.scene = parts.scene;
    this.seen = parts.seen;
    this.baseline = parts.baseline;
    this.broken = parts.broken;
    this.packets = parts.packets;
    this.logged = logged;
    this.closeLab = closeLab;
  }

  /**
   * Builds the lab, proves that the client connects, breaks it, and proves the symptom.
   *
   * @throws EngineError, ScenarioError if the lab failed; never because of the student.
   */
  static async open(
    lane: Lane,
    { labCase, seed, program, signal }: LessonLabSettings,
  ): Promise<LessonLab> {
    const logged: NewEvent[] = [];
    const packets = { broken: noPackets };
    const options: CaseOptions = {
      ...{ seed, program, deadlineMs, keep: false, vantages: ['client', 'client+server'] },
      ...(signal ? { signal } : {}),
      artefacts: {
        pcaps: async (_, pcaps) => void (packets.broken = pcaps),
        conversation: async () => undefined,
      },
      log: (event) => void logged.push(event),
    };
    const opened = await openLab(lane, labCase, { seed });
    const { lab, placement, session } = opened;
    try {
      const scene: Scene = { labCase, layer: labCase.layers[0], options, lab, placement, session };
      const [{ attempt }, baseline] = await Promise.all([
        session.meet('connected', labCase.stays),
        stateOf(lab, placement.target, session),
        controlHosts(scene),
      ]);
      if (attempt.code !== 'connected') throw baselineFailed(scene, attempt);
      await session.forget();
      const held = await breakLab(scene);
      const seen = await observe(scene, {}, held);
      const [broken] = await Promise.all([
        stateOf(lab, placement.target, session),
        writeSettings(scene),
      ]);
      return new LessonLab({ scene, seen, baseline, broken, packets }, logged, () =>
        opened.close(),
      );
    } catch (error) {
      await opened.close().catch(() => undefined);
      throw error;
    }
  }

  /** How long until faults end by themselves, in milliseconds. */
  get lastsMs(): number {
    const changes = this.scene.labCase.layers.flatMap((layer) => layer.changes);
    return Math.min(Infinity, ...changes.map(({ lastsMs = Infinity }) => lastsMs));
  }

  /**
   * One quick attempt of the client. It does not wait for silence, so that a mend is noticed soon; now and then it
   * waits longer, for a busy machine.
   */
  async glance(): Promise<ClientAttempt> {
    const { labCase, session } = this.scene;
    const stays = this.seen.anew === undefined ? labCase.stays : undefined;
    this.glances += 1;
    const patience =
      this.shown.code === 'silence'
        ? this.glances % 4 === 0
          ? 'silence'
          : 'glance'
        : this.glances % 8 === 0
          ? 'answer'
          : 'silence';
    this.latest = (await session.live(patience, { stays, reset: true })).attempt;
    return this.latest;
  }

  /** What a new attempt met when the lab was broken. */
  get shown(): ClientAttempt {
    return this.seen.anew ?? this.seen.attempt;
  }

  /** Whether the client connects now, through all stages of a connection; keeps the packets. */
  async connects(): Promise<boolean> {
    const { lab, session, labCase } = this.scene;
    const capture = await startCapture(lab, endsOf(this.scene));
    const { attempt } = await session.meet('connected', labCase.stays);
    const mended = await capture.stop();
    if (attempt.code !== 'connected') return false;
    this.packets.mended = mended;
    return true;
  }

  /** Applies the documented remedy of a layer. */
  async mend({ mending }: Layer): Promise<void> {
    await this.scene.session[mending.by](mending.changes);
    await writeSettings(this.scene);
  }

  /** Verdict of the reference diagnoser; undefined if the lab is too old for a valid one. */
  async askReference(vantage: Vantage): Promise<Verdict | undefined> {
    const again = (): Promise<never> => Promise.reject(new Error('a lesson has one lab'));
    const { scene, seen } = this;
    await diagnose(new Stand({ scene, seen }, again), vantage).catch(() => undefined);
    const said = this.logged.findLast((event) => event.type === 'diagnosed');
    return said?.verdict;
  }

  async state(): Promise<LabState> {
    const { lab, placement, session } = this.scene;
    return stateOf(lab, placement.target, session);
  }

  close(): Promise<void> {
    return this.closeLab();
  }
}
