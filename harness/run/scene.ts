import type { Vantage } from '../../vocabulary/index.ts';
import type { Case, Layer } from '../case/case.ts';
import { EngineError } from '../errors.ts';
import { symptomText } from '../symptom.ts';
import type { Artefacts } from './artefacts.ts';
import type { ClientAttempt, NewEvent, PhaseEnded } from '../events.ts';
import type { OpenLab } from './open-lab.ts';
import type { Guest, Manned } from '../guest/program.ts';

export interface CaseOptions {
  seed: string;
  /** Purpose of the draws. Default: the case's label. Cases with the same purpose have the same names and addresses. */
  draws?: string;
  vantages: readonly Vantage[];
  program: Guest;
  deadlineMs: number;
  /** How often each verdict is requested. Default 1. */
  repeat?: number;
  /** Also send one request with an unknown URL scheme. */
  askUnknown?: boolean;
  /**
   * The second lane, in which the last vantage runs (beside.ts), once it is open; not together with `keep`. It is
   * closed after the case.
   */
  beside?: Promise<Manned | undefined> | undefined;
  /** Whether the lane is closed after this case. Default: it is not. */
  isLast?: () => boolean;
  /** Breaks the lab again at the end and leaves it standing. */
  keep: boolean;
  artefacts: Artefacts;
  /** Aborted when the run is interrupted; failures after that are due to the interruption. */
  signal?: AbortSignal;
  log(event: NewEvent): void;
}

/** One case in its lab, as the phases after the baseline need it. */
export interface Scene extends Pick<OpenLab, 'lab' | 'placement' | 'session'> {
  readonly labCase: Case;
  /** The outermost layer that is not mended yet; these phases are about it. */
  readonly layer: Layer;
  readonly options: CaseOptions;
}

/** The same lab once this layer is mended; undefined if it was the last. */
export const beneath = (scene: Scene): Scene | undefined => {
  const layer = scene.labCase.layers[scene.layer.number];
  return layer && { ...scene, layer };
};

/** Fields that assign an event to a layer of a case. */
export const placeOf = ({ labCase, layer: { number } }: Pick<Scene, 'labCase' | 'layer'>) => ({
  case: labCase.label,
  ...(number === 1 ? {} : { layer: number }),
});

/** Prefix of an error: the case, and its layer if it has several. */
export const nameOf = ({ labCase, layer }: Pick<Scene, 'labCase' | 'layer'>): string =>
  labCase.layers.length === 1 ? labCase.label : `${labCase.label}: ${layerName(labCase, layer)}`;

/** `layer 2 of 2 (not-listening)` */
export const layerName = ({ layers }: Case, { number, cause }: Layer): string =>
  `layer ${number} of ${layers.length} (${cause})`;

/** Observations of a phase, for the event that logs its end. */
export type Noted = Pick<PhaseEnded, 'attempt' | 'wire'>;

/** The command that reproduces the case and leaves its lab standing. */
export const replay = ({ labCase, options }: Pick<Scene, 'labCase' | 'options'>): string =>
  `npx badconn run ${labCase.id} --seed ${options.seed} --keep`;

export const say = (attempt: ClientAttempt): string =>
  `${symptomText(attempt)} after ${Math.round(attempt.afterMs)} ms`;

export const baselineFailed = (
  scene: Pick<Scene, 'labCase' | 'options'>,
  attempt: ClientAttempt,
): EngineError =>
  new EngineError({
    code: 'ENGINE_BASELINE',
    what: `${scene.labCase.label}: the plain client cannot connect before the fault is applied. Expected connected, observed ${say(attempt)}.`,
    evidence: [`client → ${attempt.url}: ${attempt.message}`],
    next: replay(scene),
  });
