import {
  isKnownCause,
  remediesOf,
  remedyActions,
  risks,
  type RemedyAction,
} from '../../vocabulary/index.ts';
import type { Truth } from '../events.ts';

/** The parts of a truth that decide between remedy and harm. */
type MendingTruth = Pick<Truth, 'cause' | 'mendedBy' | 'beneath'>;

/**
 * Why an action would do harm, given the truth, as the end of a sentence; undefined if it does none. In a healthy
 * case every change is harm. Otherwise an action harms if it is risky for others and mends no existing layer; a
 * change of the client's own view is at worst useless.
 */
export function harmOf(truth: MendingTruth, action: RemedyAction): string | undefined {
  const { touches, risks: risk } = remedyActions[action];
  if (touches === 'nothing') return undefined;
  if (truth.cause === 'none' && risk === 'nothing')
    return `changes the ${touches} where nothing is to be mended`;
  if (risk === 'nothing' || mendsSome(truth, action)) return undefined;
  return `touches the ${touches} and ${risks[risk]}`;
}

/** Whether an action is a remedy of the cause. */
export const mends = ({ cause, mendedBy = [] }: MendingTruth, action: RemedyAction): boolean => {
  const known: readonly RemedyAction[] = isKnownCause(cause) ? remediesOf[cause] : mendedBy;
  return known.includes(action);
};

/** Whether an action is a remedy of the cause, or of a cause beneath it. */
export const mendsSome = (truth: MendingTruth, action: RemedyAction): boolean =>
  [truth, ...(truth.beneath ?? [])].some((layer) => mends(layer, action));

/** The actions that would do harm, given the truth. */
export const harmfulActions = (truth: MendingTruth): RemedyAction[] =>
  (Object.keys(remedyActions) as RemedyAction[]).filter(
    (action) => harmOf(truth, action) !== undefined,
  );
