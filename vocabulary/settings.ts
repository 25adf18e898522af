import { object, published, text, type FromSchema } from './schema.ts';
import { vantages } from './verdict.ts';

const says = <const S extends object>(description: string, schema: S) => ({
  ...schema,
  description,
});

/** What a project sets each time: `badconn.config.json`, or the key `badconn` of package.json. */
export const settingsSchema = published('config', 'badconn settings of a project', {
  ...object([], {
    $schema: text,
    diagnoser: says('As --diagnoser of run and hunt takes it.', text),
    scenarios: says(
      'A folder of scenarios of your own, for every command that has --scenarios.',
      text,
    ),
    engine: says('For every command that has --engine.', { enum: ['docker', 'local'] }),
    seed: says('Of run: each run draws the same labs.', {
      type: 'string',
      pattern: '^[0-9a-f]{32,128}$',
    }),
    vantage: says('Of run: one of them; both by default.', { enum: vantages }),
    deadlineMs: says('Time limit of run and hunt for one verdict.', {
      type: 'integer',
      minimum: 1,
    }),
    jobs: says('Labs at the same time, of run and hunt.', { type: 'integer', minimum: 1 }),
    expectations: says('Of run: a file of expected failures.', text),
    out: says('Of run: the folder for packets, transcripts and the event log.', text),
    html: says('Of run: the report as a page.', text),
    junit: says('Of run: the report as JUnit XML.', text),
    markdown: says('Of run: the report as Markdown.', text),
  }),
  additionalProperties: false,
} as const);

export type Settings = FromSchema<typeof settingsSchema>;
