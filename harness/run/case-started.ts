import type { Case } from '../case/case.ts';
import type { NewEvent, Truth } from '../events.ts';

/** What the log says of a case when it begins, in a lab or on recorded evidence. */
export const caseStarted = (one: Case, truth: Truth): NewEvent => ({
  type: 'case-started',
  case: one.label,
  scenario: one.id,
  ...(one.form === undefined ? {} : { form: one.form }),
  title: one.scenario.title,
  truth,
});
