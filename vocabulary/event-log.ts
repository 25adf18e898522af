import { causeOr, causeSchema } from './cause.ts';
import { answerSchema, requestSchema } from './contract.ts';
import { remedyActions, type RemedyAction } from './remedy.ts';
import { withoutIds, type FromSchema } from './schema.ts';
import { stages, type Stage } from './stage.ts';
import { grades, statuses, vantages, type Grade } from './verdict.ts';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const duration = { type: 'number', minimum: 0, description: 'Milliseconds.' } as const;
const count = { type: 'integer', minimum: 0 } as const;
const causeList = { type: 'array', items: causeSchema } as const;
const textList = { type: 'array', items: text } as const;
const grade = { enum: Object.keys(grades) as Grade[] } as const;
const vantage = { enum: vantages } as const;
const layer = {
  type: 'integer',
  minimum: 2,
  description: 'Which layer it is about, the outermost counted as 1; absent there.',
} as const;
const phase = { enum: ['baseline', 'break', 'observe', 'diagnose', 'mend', 'leave'] } as const;

const verdict = {
  type: 'object',
  properties: {
    grade,
    why: text,
    breaches: textList,
    status: { enum: statuses },
    candidates: causeList,
    answer: withoutIds(answerSchema),
  },
  required: ['grade', 'why', 'breaches', 'candidates'],
} as const;

const conversation = {
  type: 'object',
  properties: {
    request: withoutIds(requestSchema),
    exitCode: { type: ['integer', 'null'] },
    signal: { type: ['string', 'null'] },
    stdout: text,
    stderr: text,
    ended: { enum: ['deadline', 'output-limit', 'not-started'] },
    keptWaitingMs: duration,
    durationMs: duration,
    leftProcesses: count,
    traffic: {
      type: 'object',
      properties: { connections: count, packets: count },
      required: ['connections', 'packets'],
    },
  },
  required: ['request', 'stdout', 'stderr', 'durationMs', 'leftProcesses'],
} as const;

const mendedBy = {
  type: 'array',
  items: { enum: Object.keys(remedyActions) as RemedyAction[] },
} as const;

const trueCause = {
  type: 'object',
  properties: { cause: causeOr('none'), mendedBy },
  required: ['cause'],
} as const;

const truth = {
  type: 'object',
  properties: {
    ...trueCause.properties,
    best: {
      type: 'object',
      properties: { client: causeList, 'client+server': causeList },
      required: ['client', 'client+server'],
    },
    beneath: { type: 'array', items: trueCause },
  },
  required: ['cause', 'best'],
} as const;

const observed = {
  attempt: {
    type: 'object',
    properties: {
      ...{ url: text, code: text, message: text, afterMs: duration },
      ...{ answeredMs: duration, askedMs: duration, brokenMs: duration },
      stage: {
        enum: Object.keys(stages) as Stage[],
        description: 'Not in logs of older versions.',
      },
    },
    required: ['url', 'code', 'message', 'afterMs'],
  },
  wire: {
    type: 'object',
    properties: { client: text, server: text },
    required: ['client', 'server'],
  },
} as const;

const turn = {
  type: 'object',
  properties: { grade, candidates: causeList, durationMs: duration },
  required: ['grade', 'candidates', 'durationMs'],
} as const;

/**
 * What each type of event holds beside `atMs` and `type`. Types and fields that are not listed are
 * allowed: a later badconn may have written them, and no report looks at them.
 */
export const eventSchemas = {
  'run-started': {
    type: 'object',
    properties: {
      version: text,
      seed: { type: ['string', 'integer'], description: 'A number in logs of older versions.' },
      diagnoser: text,
      recorded: text,
      scenariosFrom: text,
      vantages: { type: 'array', items: vantage },
      jobs: count,
      scenarios: textList,
      cases: count,
      shard: {
        type: 'object',
        properties: { index: count, count },
        required: ['index', 'count'],
      },
    },
    required: ['version', 'seed', 'diagnoser', 'vantages', 'jobs', 'scenarios', 'cases'],
  },
  'case-started': {
    type: 'object',
    properties: {
      ...{ case: text, scenario: text, form: text, at: text, title: text, truth },
      layers: { type: 'array', items: truth },
    },
    required: ['case', 'scenario', 'title', 'truth'],
  },
  'phase-started': {
    type: 'object',
    properties: { case: text, layer, phase, vantage },
    required: ['case', 'phase'],
  },
  'phase-ended': {
    type: 'object',
    properties: {
      ...{ case: text, layer, phase, ok: flag, durationMs: duration, error: text, code: text },
      ...observed,
    },
    required: ['case', 'phase', 'ok', 'durationMs'],
  },
  diagnosed: {
    type: 'object',
    properties: {
      ...{ case: text, layer, vantage, verdict, conversation, expected: text },
      turns: { type: 'array', items: turn },
    },
    required: ['case', 'vantage', 'verdict', 'conversation'],
  },
  'unknown-target': {
    type: 'object',
    properties: { case: text, verdict, conversation },
    required: ['case', 'verdict', 'conversation'],
  },
  'asked-again': {
    type: 'object',
    properties: { case: text, layer, vantage, why: text, conversation },
    required: ['case', 'vantage', 'why', 'conversation'],
  },
  'case-ended': {
    type: 'object',
    properties: {
      case: text,
      standing: { enum: ['judged', 'inconclusive', 'invalid-scenario'] },
      durationMs: duration,
    },
    required: ['case', 'standing', 'durationMs'],
  },
  rebuilt: {
    type: 'object',
    properties: { what: { enum: ['lab', 'lane'] }, case: text, why: text },
    required: ['what', 'case', 'why'],
  },
  'run-ended': {
    type: 'object',
    properties: {
      durationMs: duration,
      exitCode: { type: 'integer', minimum: 0, maximum: 255 },
      why: text,
      expected: {
        type: 'object',
        properties: { met: textList, broken: textList },
        required: ['met', 'broken'],
      },
    },
    required: ['durationMs', 'exitCode'],
  },
} as const;

/** What every event holds. */
export const anyEventSchema = {
  type: 'object',
  properties: { atMs: { type: 'number', description: 'Unix time in milliseconds.' }, type: text },
  required: ['atMs', 'type'],
} as const;

/** An event as its schema describes it; harness/run/events.ts gives the same type with its meaning. */
export type LoggedEvent = {
  [K in keyof typeof eventSchemas]: { atMs: number; type: K } & FromSchema<
    (typeof eventSchemas)[K]
  >;
}[keyof typeof eventSchemas];

/** One line of an event log (`events.jsonl` of `run --out`). */
export const eventSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://badconn.dev/schemas/1/event.json',
  title: 'badconn event',
  ...anyEventSchema,
  allOf: Object.entries(eventSchemas).map(([type, schema]) => ({
    if: { properties: { type: { const: type } }, required: ['type'] },
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema (10.2.2.2)
    then: schema,
  })),
} as const;
