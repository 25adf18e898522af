import type { Case } from '../case/case.ts';
import { wholePointText } from '../case/point-text.ts';
import type { NewEvent, Truth } from '../events.ts';

/** What the log says of a case when it begins. `truths`: of its layers, outermost first. */
export const caseStarted = (labCase: Case, truths: readonly [Truth, ...Truth[]]): NewEvent => ({
  type: 'case-started',
  case: labCase.label,
  scenario: labCase.id,
  ...(labCase.form === undefined ? {} : { form: labCase.form }),
  ...(labCase.point === undefined ? {} : { at: wholePointText(labCase.axes, labCase.point) }),
  title: labCase.scenario.title,
  truth: truths[0],
  ...(truths.length === 1 ? {} : { layers: [...truths] }),
});
