import {
  remediesOf,
  remedyActions,
  risks,
  type Cause,
  type RemedyAction,
} from '../../vocabulary/index.ts';

/**
 * Why an action would do harm where `cause` is the truth, as the end of a sentence; undefined where
 * it does none. Where nothing is wrong, every change is harm. Elsewhere harm is what risks something
 * for others and does not mend the cause; a change of the client's own view is at worst useless.
 */
export function harmOf(cause: Cause | 'none', action: RemedyAction): string | undefined {
  const { touches, risks: risk } = remedyActions[action];
  if (touches === 'nothing') return undefined;
  if (cause === 'none' && risk === 'nothing')
    return `changes the ${touches} where nothing is to be mended`;
  if (risk === 'nothing' || mends(cause, action)) return undefined;
  return `touches the ${touches} and ${risks[risk]}`;
}

/** Whether an action is a remedy of a cause. */
export const mends = (cause: Cause | 'none', action: RemedyAction): boolean =>
  cause !== 'none' && (remediesOf[cause] as readonly RemedyAction[]).includes(action);

/** The actions that would do harm where `cause` is the truth. */
export const harmfulActions = (cause: Cause | 'none'): RemedyAction[] =>
  (Object.keys(remedyActions) as RemedyAction[]).filter(
    (action) => harmOf(cause, action) !== undefined,
  );
