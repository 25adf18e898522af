import {
  isKnownCause,
  remediesOf,
  remedyActions,
  type Part,
  type RemedyAction,
} from '../../vocabulary/index.ts';
import type { Layer } from '../case/case.ts';
import type { Truth } from '../events.ts';
import { harmOf, mends } from '../judge/harm.ts';
import { changedParts } from './lab-state.ts';
import type { LessonEvent } from './lesson-events.ts';
import { harmsOf, type Mended } from './mend-harm.ts';

type Seen = 'harm-seen' | 'detour-seen';
type SeenEvent = Seen extends infer T
  ? T extends Seen
    ? Omit<Extract<LessonEvent, { type: T }>, 'atMs'>
    : never
  : never;

interface Situation extends Mended {
  layers: readonly Pick<Layer, 'cause' | 'remedy'>[];
  /** Somebody has carried out a remedy that the student ordered. */
  isOrdered: boolean;
  /** The student may have done something that cannot be seen. */
  isActedOn: boolean;
}

/** The client connects: by a remedy of the cause, by something else, or with harm done? */
export function mendVerdict(situation: Situation): 'mended' | SeenEvent {
  const { broken, now, isActedOn, isOrdered, layers } = situation;
  const harms = harmsOf(situation);
  if (harms.length > 0) return { type: 'harm-seen', harms };
  const parts = changedParts(broken, now);
  const documented = layers.flatMap(documentedParts);
  const isUnseen = parts.length === 0 && isActedOn;
  if (isOrdered || isUnseen || parts.some((part) => documented.includes(part))) return 'mended';
  const changes = parts.map((part) => `${part}: changed`);
  return {
    type: 'detour-seen',
    changes: changes.length > 0 ? changes : ['the fault passed by itself'],
  };
}

/** The parts that the remedies of a layer's cause touch. A service that is bound anew is also started anew. */
function documentedParts({ cause, remedy }: Pick<Layer, 'cause' | 'remedy'>): Part[] {
  if (cause === 'none') return [];
  const documented = remedy ? [remedy.action] : [];
  const actions: readonly RemedyAction[] = isKnownCause(cause) ? remediesOf[cause] : documented;
  const parts: Part[] = actions.map((action) => remedyActions[action].touches);
  const isService = parts.includes('server binding') || parts.includes('server process');
  return isService ? [...parts, 'server binding', 'server process'] : parts;
}

interface Ordered {
  outcome: 'done' | 'useless' | 'harmful';
  why: string;
}

/** What becomes of an order: a remedy of the layer is carried out, and of any other it is told what it would do. */
export function orderOf(
  action: RemedyAction,
  { layer, truth }: { layer: Pick<Layer, 'cause' | 'remedy'>; truth: Truth },
): Ordered {
  const { cause, remedy } = layer;
  if (
    cause !== 'none' &&
    mends({ cause, ...(remedy ? { mendedBy: [remedy.action] } : {}) }, action)
  ) {
    const isOwn = remedy?.action === action;
    return {
      outcome: 'done',
      why: isOwn
        ? 'It was carried out.'
        : `It is a remedy of this cause. Carried out was ${remedy?.action ?? 'the documented one'}, which is another.`,
    };
  }
  const harm = harmOf(truth, action);
  return harm === undefined
    ? { outcome: 'useless', why: 'It was not carried out: it mends nothing here.' }
    : { outcome: 'harmful', why: `It was not carried out: it ${harm}.` };
}
