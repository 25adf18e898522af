import type { Case } from '../case/case.ts';
import { wholePointText } from '../case/point-text.ts';
import type { NewEvent, Truth } from '../events.ts';

/** What the log says of a case when it begins. `truths`: of its layers, outermost first. */
export const caseStarted = (one: Case, truths: readonly [Truth, ...Truth[]]): NewEvent => ({
  type: 'case-started',
  case: one.label,
  scenario: one.id,
  ...(one.form === undefined ? {} : { form: one.form }),
  ...(one.point === undefined ? {} : { at: wholePointText(one.axes, one.point) }),
  title: one.scenario.title,
  truth: truths[0],
  ...(truths.length === 1 ? {} : { layers: [...truths] }),
});
