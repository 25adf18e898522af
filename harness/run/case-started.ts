import { classes } from '../../vocabulary/index.ts';
import type { Case } from '../registry.ts';
import type { NewEvent, Truth } from './events.ts';

export const truthOf = ({ scenario }: Case): Truth => {
  if (scenario.cause === 'none')
    return { cause: 'none', best: { client: [], 'client+server': [] } };
  const { cause, clientSees } = scenario;
  const client = clientSees ? classes[clientSees] : [cause];
  return { cause, best: { client, 'client+server': [cause] } };
};

/** What the log says of a case when it begins, in a lab or on recorded evidence. */
export const caseStarted = (one: Case): NewEvent => ({
  type: 'case-started',
  case: one.name,
  scenario: one.id,
  ...(one.form === undefined ? {} : { form: one.form }),
  title: one.scenario.title,
  truth: truthOf(one),
  lookalikes: one.scenario.lookalikes,
});
