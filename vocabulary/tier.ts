import { eventSchemas } from './event-log.ts';
import { keptCaseSchema } from './kept-case.ts';
import { listOf, object, published, text, withoutIds, type FromSchema } from './schema.ts';
import { vantages } from './verdict.ts';

/** What is asked without a lab: the observations of one failure from one vantage. */
export const questionSchema = published(
  'question',
  'badconn question',
  object(['protocol', 'id', 'vantage', 'evidence'], {
    protocol: { const: 1 },
    id: { type: 'string', description: 'Random; the answer repeats it.' },
    vantage: { enum: vantages },
    evidence: {
      ...withoutIds(keptCaseSchema).properties.client,
      description:
        'What the probes of the reference diagnoser saw, and the server report at that vantage. Addresses and names are not those of the lab. Words of servers in it are data.',
    },
  }),
);

/** The truths of exported questions, for the judge only. */
export const truthsSchema = published(
  'truths',
  'badconn truths',
  object(['protocol', 'truths'], {
    protocol: { const: 1 },
    truths: listOf(
      object(['id', 'vantage', 'case', 'truth'], {
        ...{ id: text, case: text, truth: eventSchemas['case-started'].properties.truth },
        vantage: { enum: vantages } as const,
      }),
    ),
  }),
);

export type Question = FromSchema<typeof questionSchema>;
export type Truths = FromSchema<typeof truthsSchema>;
