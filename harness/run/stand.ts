import { setTimeout as sleep } from 'node:timers/promises';
import type { Layer } from '../case/case.ts';
import type { ClientAttempt } from '../events.ts';
import { atBothEnds } from '../witness/wire.ts';
import type { SeenSymptom } from './observe.ts';
import type { Scene } from './scene.ts';
import type { Session } from './session.ts';

/** A symptom that takes longer than this, in ms, is not waited for again. */
const lateMs = 500;
/** Changes that pass between these attempts are attributed to the machine, not to the diagnoser. */
const pauseMs = 500;

/**
 * The current lab of a case: broken, and verified to be as declared. If a diagnoser changes it, it is rebuilt
 * for the next one.
 */
export class Stand {
  scene: Scene;
  seen: SeenSymptom;
  /** Number of verdicts requested in this lab. */
  asked = 0;
  private readonly again: (layer: Layer) => Promise<{ scene: Scene; seen: SeenSymptom }>;
  private seenAt = performance.now();
  private spoilt: string | undefined;

  constructor(
    first: { scene: Scene; seen: SeenSymptom },
    again: (layer: Layer) => Promise<{ scene: Scene; seen: SeenSymptom }>,
  ) {
    this.scene = first.scene;
    this.seen = first.seen;
    this.again = again;
  }

  /** Moves on to the next layer in the same lab, once this one is mended and the next was observed. */
  descend(scene: Scene, seen: SeenSymptom): void {
    Object.assign(this, { scene, seen });
  }

  /** Marks the lab for a rebuild before its next use. */
  spoil(why: string): void {
    this.spoilt = why;
  }

  /** Prepares the lab for use: rebuilds it if it was spoilt or its faults are about to pass. */
  async ready(): Promise<void> {
    const { layer, labCase, options } = this.scene;
    const needsMs = Math.min(options.deadlineMs + 5000, this.lastsMs / 2);
    if (this.ageMs + needsMs > this.lastsMs) {
      this.spoilt ??= `what was done lasts for ${this.lastsMs / 1000} s`;
    }
    if (this.spoilt === undefined) return;
    options.log({ type: 'rebuilt', what: 'lab', case: labCase.label, why: this.spoilt });
    this.spoilt = undefined;
    Object.assign(this, await this.again(layer));
    this.seenAt = performance.now();
    this.asked = 0;
  }

  /**
   * The plain client's current attempt if it differs from the one observed when the lab was broken. A late or absent
   * answer is checked for but not waited for in full: inside a lab, a change that affects it shows at once. The same
   * holds for an ICMP error: hosts and routers rate-limit them (RFC 1812, 4.3.2.8), so a repeated attempt may meet
   * silence.
   */
  async changed(): Promise<ClientAttempt | undefined> {
    const attempt = this.shown;
    const isSilent = attempt.code === 'silence';
    const isLate = isSilent || attempt.afterMs >= lateMs || this.isToldByIcmp;
    const glance = await this.look(isLate ? 'glance' : 'answer');
    if (isSame(glance, attempt) || (isLate && glance.code === 'silence')) return undefined;
    let now = glance;
    for (let turn = 0; turn < 2; turn += 1) {
      await sleep(pauseMs);
      now = await this.look(isSilent ? 'silence' : 'answer');
      if (isSame(now, attempt)) return undefined;
    }
    // A change that passes by itself is not the diagnoser's fault; ready() handles it.
    return this.ageMs > this.lastsMs ? undefined : now;
  }

  /**
   * The symptom that the lab shows now. The end of a connection that was established when the fault came cannot
   * be observed again; in that case it is the symptom of a new connection.
   */
  get shown(): ClientAttempt {
    return this.seen.anew ?? this.seen.attempt;
  }

  private async look(expected: Parameters<Session['live']>[0]): Promise<ClientAttempt> {
    const { labCase, session } = this.scene;
    const stays = this.seen.anew === undefined ? labCase.stays : undefined;
    return (await session.live(expected, { stays, reset: true })).attempt;
  }

  private get isToldByIcmp(): boolean {
    return atBothEnds(this.scene.layer.wire).client.includes('ICMP');
  }

  private get ageMs(): number {
    return performance.now() - this.seenAt;
  }

  private get lastsMs(): number {
    const { labCase, layer } = this.scene;
    const left = labCase.layers.slice(layer.number - 1).flatMap(({ changes }) => changes);
    return Math.min(...left.map(({ lastsMs = Infinity }) => lastsMs), Infinity);
  }
}

/**
 * Codes without a call to compare: silence has none, and a reset may be reported by `read`, `write` or `connect`
 * (tcp(7)).
 */
const wordless = ['silence', 'ECONNRESET'];

const isSame = (attempt: ClientAttempt, other: ClientAttempt): boolean =>
  attempt.stage === other.stage &&
  attempt.code === other.code &&
  (wordless.includes(attempt.code) || attempt.message === other.message);
