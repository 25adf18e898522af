import { count, flag, listOf, object, text } from './schema.ts';
import { vantages } from './verdict.ts';

/** What `badconn compare` reads of the document of `run --json`; a grade may be one of a later version. */
export const runDocumentSchema = object(
  [
    'version',
    'seed',
    'diagnoser',
    'vantages',
    'passed',
    'fellShort',
    'asExpected',
    'skipped',
    'scenarios',
  ],
  {
    version: text,
    seed: { type: ['string', 'integer'] },
    diagnoser: text,
    vantages: listOf({ enum: vantages }),
    passed: count,
    fellShort: count,
    asExpected: count,
    skipped: count,
    scenarios: listOf(
      object(['id', 'standing', 'phases', 'results'], {
        id: text,
        standing: text,
        // Absent in what an earlier badconn has written.
        cases: listOf(object(['standing'], { form: text, layer: count, standing: text })),
        phases: listOf(
          object(['phase', 'ok'], {
            phase: text,
            form: text,
            layer: count,
            ok: flag,
          }),
        ),
        results: listOf(
          object(['vantage', 'grade', 'candidates', 'durationMs'], {
            vantage: text,
            form: text,
            layer: count,
            grade: text,
            candidates: listOf(text),
            durationMs: { type: 'number' },
          }),
        ),
      }),
    ),
  },
);
