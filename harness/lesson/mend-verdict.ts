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
import { harmsOf, type MendedLab } from './mend-harm.ts';

type Seen = 'harm-seen' | 'detour-seen';
type SeenEvent = Seen extends infer T
  ? T extends Seen
    ? Omit<Extract<LessonEvent, { type: T }>, 'atMs'>
    : never
  : never;

interface Situation extends MendedLab {
  layers: readonly Pick<Layer, 'cause' | 'remedy'>[];
  /** A remedy ordered by the student was carried out. */
  isOrdered: boolean;
  /** The student may have done something that leaves no visible change. */
  isActedOn: boolean;
}

/** How the client came to connect: by a remedy of the cause, by something else, or with harm done. */
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

/** Parts that the remedies of a layer's cause change. Changing a service's address also restarts it. */
function documentedParts({ cause, remedy }: Pick<Layer, 'cause' | 'remedy'>): Part[] {
  if (cause === 'none') return [];
  const documented = remedy ? [remedy.action] : [];
  const actions: readonly RemedyAction[] = isKnownCause(cause) ? remediesOf[cause] : documented;
  const parts: Part[] = actions.map((action) => remedyActions[action].touches);
  const isService = parts.includes('server binding') || parts.includes('server process');
  return isService ? [...parts, 'server binding', 'server process'] : parts;
}

type Unmended = Pick<Layer, 'cause' | 'remedy'>;

/** Outcome of an order, with the layer that it mends. */
type Ordered<L> =
  { outcome: 'done'; why: string; layer: L } | { outcome: 'useless' | 'harmful'; why: string };

/** Carries out a remedy of one of the layers; for any other, says what it would do. */
export function orderOf<L extends Unmended>(
  action: RemedyAction,
  { layers, truth }: { layers: readonly L[]; truth: Truth },
): Ordered<L> {
  const layer = layers.find((each) => isMendedBy(each, action));
  if (layer) {
    const own = layer.remedy?.action ?? action;
    const why =
      own === action
        ? 'It was carried out.'
        : `It is a remedy of this cause. Carried out was ${own}, which is another.`;
    return { outcome: 'done', why, layer };
  }
  const harm = harmOf(truth, action);
  return harm === undefined
    ? { outcome: 'useless', why: 'It was not carried out: it mends nothing here.' }
    : { outcome: 'harmful', why: `It was not carried out: it ${harm}.` };
}

const isMendedBy = ({ cause, remedy }: Unmended, action: RemedyAction): boolean =>
  cause !== 'none' && mends({ cause, ...(remedy ? { mendedBy: [remedy.action] } : {}) }, action);
