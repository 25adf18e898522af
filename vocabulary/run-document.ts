import { vantages } from './verdict.ts';

const text = { type: 'string' } as const;
const count = { type: 'integer', minimum: 0 } as const;

/** What `badconn compare` reads of the document of `run --json`; a grade may be one of a later version. */
export const runDocumentSchema = {
  type: 'object',
  properties: {
    version: text,
    seed: { type: ['string', 'integer'] },
    diagnoser: text,
    vantages: { type: 'array', items: { enum: vantages } },
    passed: count,
    fellShort: count,
    asExpected: count,
    skipped: count,
    scenarios: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          id: text,
          standing: text,
          // Absent in what an earlier badconn has written.
          cases: {
            type: 'array',
            items: {
              type: 'object',
              properties: { form: text, layer: count, standing: text },
              required: ['standing'],
            },
          },
          phases: {
            type: 'array',
            items: {
              type: 'object',
              properties: { phase: text, form: text, layer: count, ok: { type: 'boolean' } },
              required: ['phase', 'ok'],
            },
          },
          results: {
            type: 'array',
            items: {
              type: 'object',
              properties: {
                vantage: text,
                form: text,
                layer: count,
                grade: text,
                candidates: { type: 'array', items: text },
                durationMs: { type: 'number' },
              },
              required: ['vantage', 'grade', 'candidates', 'durationMs'],
            },
          },
        },
        required: ['id', 'standing', 'phases', 'results'],
      },
    },
  },
  required: [
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
} as const;
