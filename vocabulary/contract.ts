import { causeSchema } from './cause.ts';
import { remedyActions, type RemedyAction } from './remedy.ts';
import { serverReportSchema } from './report.ts';
import type { FromSchema } from './schema.ts';
import { stages, type Stage } from './stage.ts';
import { statuses, vantages } from './verdict.ts';

const dialect = 'https://json-schema.org/draft/2020-12/schema';

/** What a diagnoser is asked: one JSON document on stdin, then end of file. */
export const requestSchema = {
  $schema: dialect,
  $id: 'https://badconn.dev/schemas/1/request.json',
  title: 'badconn request',
  type: 'object',
  properties: {
    protocol: { const: 1 },
    id: { type: 'string', description: 'Random; the answer repeats it.' },
    target: {
      type: 'object',
      properties: {
        url: {
          type: 'string',
          description: 'What the client connects to: ws, wss, http, https, tcp.',
        },
        intendedAddress: {
          type: 'string',
          description: 'The address of the server that is meant, where the user knows it.',
        },
        intendedName: {
          type: 'string',
          description: 'The name of the server that is meant, where the user knows it.',
        },
      },
      required: ['url'],
    },
    symptom: {
      type: 'object',
      description: 'How the attempt of an ordinary client ended.',
      properties: {
        stage: {
          enum: Object.keys(stages) as Stage[],
          description: 'Where it failed; `stay` where it connected.',
        },
        code: {
          type: 'string',
          description:
            'connected, silence, an errno, what is said of a certificate, `HTTP <status>` or `close <code>`.',
        },
        message: { type: 'string', description: "The client's own words." },
        afterMs: { type: 'number', description: 'Since the attempt began.' },
        answeredMs: {
          type: 'number',
          description:
            'When the client was answered last, on the same scale; of a connection that stood.',
        },
        askedMs: {
          type: 'number',
          description: 'When it asked again; absent where the connection had ended by then.',
        },
      },
      required: ['code', 'message', 'afterMs'],
    },
    vantage: { enum: vantages },
    server: serverReportSchema,
    deadlineMs: { type: 'integer', description: 'Wall time until the answer must be complete.' },
    seed: {
      type: 'integer',
      description:
        'For whatever a diagnoser draws at random: from 0 to 2^31 - 1, one for each case and vantage.',
    },
  },
  required: ['protocol', 'id', 'target', 'symptom', 'vantage', 'deadlineMs', 'seed'],
} as const;

/** What a diagnoser answers: one JSON document on stdout, then exit 0. Exit 127: unsupported. */
export const answerSchema = {
  $schema: dialect,
  $id: 'https://badconn.dev/schemas/1/answer.json',
  title: 'badconn answer',
  type: 'object',
  properties: {
    protocol: { const: 1 },
    id: { type: 'string' },
    status: { enum: statuses },
    candidates: {
      type: 'array',
      items: causeSchema,
      uniqueItems: true,
      description: 'The causes that are held possible, likeliest first. Empty unless diagnosed.',
    },
    also: {
      type: 'array',
      items: causeSchema,
      uniqueItems: true,
      description:
        'Further layers that the evidence shows, outermost first: what keeps the connection broken once the candidate is mended. Absent or empty unless diagnosed.',
    },
    evidence: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          observed: {
            type: 'string',
            description: 'One sentence: what was tried, what came back.',
          },
          for: { type: 'array', items: causeSchema },
          against: { type: 'array', items: causeSchema },
        },
        required: ['observed'],
      },
    },
    remedy: {
      type: 'object',
      properties: {
        action: { enum: Object.keys(remedyActions) as RemedyAction[] },
        text: { type: 'string' },
        commands: { type: 'array', items: { type: 'string' } },
      },
      required: ['action', 'text', 'commands'],
    },
    diagnoser: {
      type: 'object',
      properties: { name: { type: 'string' }, version: { type: 'string' } },
      required: ['name', 'version'],
    },
  },
  required: ['protocol', 'id', 'status', 'candidates', 'diagnoser'],
} as const;

export type Request = FromSchema<typeof requestSchema>;
export type Answer = FromSchema<typeof answerSchema>;
