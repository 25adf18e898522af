import { object, type FromSchema } from './schema.ts';
import { grades, passing, vantages, type Grade } from './verdict.ts';

/** Known shortcomings of a diagnoser (`run --expectations`), each with the reason it is put up with. */
export const expectationsSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://badconn.dev/schemas/1/expectations.json',
  title: 'badconn expectations',
  type: 'array',
  items: object(['case', 'vantage', 'grade', 'reason'], {
    case: {
      type: 'string',
      description:
        "The scenario's id, with ` (<form>)` behind it where it has forms, and `, layer 2` from the second layer on.",
    },
    vantage: { enum: vantages },
    grade: {
      enum: (Object.keys(grades) as Grade[]).filter((grade) => !passing.includes(grade)),
    },
    reason: { type: 'string', pattern: '\\S', description: 'Why this is put up with.' },
  }),
} as const;

export type Expectation = FromSchema<typeof expectationsSchema.items>;
