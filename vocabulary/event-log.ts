import { causeOr, causeSchema } from './cause.ts';
import { answerSchema, requestSchema } from './contract.ts';
import { remedyActions, type RemedyAction } from './remedy.ts';
import { count, flag, listOf, object, text, withoutIds, type FromSchema } from './schema.ts';
import { stages, type Stage } from './stage.ts';
import { grades, statuses, vantages, type Grade } from './verdict.ts';

const duration = { type: 'number', minimum: 0, description: 'Milliseconds.' } as const;
const causeList = listOf(causeSchema);
const textList = listOf(text);
const grade = { enum: Object.keys(grades) as Grade[] } as const;
const vantage = { enum: vantages } as const;
const layer = {
  type: 'integer',
  minimum: 2,
  description: 'Which layer it is about, the outermost counted as 1; absent there.',
} as const;
const phase = { enum: ['baseline', 'break', 'observe', 'diagnose', 'mend', 'leave'] } as const;

const verdict = object(['grade', 'why', 'breaches', 'candidates'], {
  grade,
  why: text,
  breaches: textList,
  status: { enum: statuses },
  candidates: causeList,
  answer: withoutIds(answerSchema),
});

const conversation = object(['request', 'stdout', 'stderr', 'durationMs', 'leftProcesses'], {
  request: withoutIds(requestSchema),
  exitCode: { type: ['integer', 'null'] },
  signal: { type: ['string', 'null'] },
  stdout: text,
  stderr: text,
  ended: { enum: ['deadline', 'output-limit', 'not-started'] },
  keptWaitingMs: duration,
  durationMs: duration,
  leftProcesses: count,
  traffic: object(['connections', 'packets'], { connections: count, packets: count }),
  agent: object(['turns', 'toolCalls', 'commands', 'commandsMs', 'badAnswers', 'trajectory'], {
    ...{ turns: count, toolCalls: count, commands: count, commandsMs: duration },
    ...{ badAnswers: count, breaches: textList },
    trajectory: listOf(
      object(['atMs', 'durationMs', 'tool', 'given', 'told', 'isError'], {
        ...{ atMs: duration, durationMs: duration, tool: text, given: text, told: text },
        isError: flag,
      }),
    ),
  }),
});

const mendedBy = {
  type: 'array',
  items: { enum: Object.keys(remedyActions) as RemedyAction[] },
} as const;

const trueCause = object(['cause'], { cause: causeOr('none'), mendedBy });

const truth = object(['cause', 'best'], {
  ...trueCause.properties,
  best: object(['client', 'client+server'], { client: causeList, 'client+server': causeList }),
  beneath: listOf(trueCause),
});

const observed = {
  attempt: object(['url', 'code', 'message', 'afterMs'], {
    ...{ url: text, code: text, message: text, afterMs: duration },
    ...{ answeredMs: duration, askedMs: duration, brokenMs: duration },
    stage: {
      enum: Object.keys(stages) as Stage[],
      description: 'Not in logs of older versions.',
    },
  }),
  wire: object(['client', 'server'], { client: text, server: text }),
} as const;

const turn = object(['grade', 'candidates', 'durationMs'], {
  grade,
  candidates: causeList,
  durationMs: duration,
});

const machine = object(['system', 'kernel', 'cpus', 'node'], {
  ...{ system: text, kernel: text, cpus: count, node: text },
});

const mappedHost = object(['name', 'role', 'on'], {
  name: text,
  role: { enum: ['client', 'server', 'router', 'resolver', 'proxy', 'edge'] },
  on: listOf(object(['network'], { network: count, address: text })),
});

const fault = object(['on', 'says'], {
  ...{ on: text, says: text },
  layer: { type: 'integer', minimum: 1, description: 'Absent where there is one layer.' },
});

const lesson = object(['why', 'tellApart', 'see'], { why: text, tellApart: text, see: textList });

/**
 * What each type of event holds beside `atMs` and `type`. Types and fields that are not listed are
 * allowed: a later badconn may have written them, and no report looks at them.
 */
export const eventSchemas = {
  'run-started': object(
    ['version', 'seed', 'diagnoser', 'vantages', 'jobs', 'scenarios', 'cases'],
    {
      version: text,
      seed: { type: ['string', 'integer'], description: 'A number in logs of older versions.' },
      diagnoser: text,
      engine: text,
      machine,
      commit: text,
      recorded: text,
      scenariosFrom: text,
      vantages: listOf(vantage),
      jobs: count,
      scenarios: textList,
      cases: count,
      shard: object(['index', 'count'], { index: count, count }),
    },
  ),
  'case-started': object(['case', 'scenario', 'title', 'truth'], {
    ...{ case: text, scenario: text, form: text, at: text, title: text, truth },
    layers: listOf(truth),
    network: listOf(mappedHost),
    faults: listOf(fault),
    lesson,
  }),
  'phase-started': object(['case', 'phase'], { case: text, layer, phase, vantage }),
  'phase-ended': object(['case', 'phase', 'ok', 'durationMs'], {
    ...{ case: text, layer, phase, ok: flag, durationMs: duration, error: text, code: text },
    ...observed,
  }),
  diagnosed: object(['case', 'vantage', 'verdict', 'conversation'], {
    ...{ case: text, layer, vantage, verdict, conversation, expected: text },
    turns: listOf(turn),
  }),
  'unknown-target': object(['case', 'verdict', 'conversation'], {
    case: text,
    verdict,
    conversation,
  }),
  'asked-again': object(['case', 'vantage', 'why', 'conversation'], {
    case: text,
    layer,
    vantage,
    why: text,
    conversation,
  }),
  'case-ended': object(['case', 'standing', 'durationMs'], {
    case: text,
    standing: { enum: ['judged', 'inconclusive', 'invalid-scenario'] },
    durationMs: duration,
  }),
  rebuilt: object(['what', 'case', 'why'], {
    what: { enum: ['lab', 'lane'] },
    case: text,
    why: text,
  }),
  'run-ended': object(['durationMs', 'exitCode'], {
    durationMs: duration,
    exitCode: { type: 'integer', minimum: 0, maximum: 255 },
    why: text,
    expected: object(['met', 'broken'], { met: textList, broken: textList }),
  }),
} as const;

/** What every event holds. */
export const anyEventSchema = object(['atMs', 'type'], {
  atMs: { type: 'number', description: 'Unix time in milliseconds.' },
  type: text,
});

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
