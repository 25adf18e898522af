import { causeSchema } from './cause.ts';
import { remedyActions, type RemedyAction } from './remedy.ts';
import { serverReportSchema } from './report.ts';
import { listOf, object, published, text, type FromSchema } from './schema.ts';
import { stages, type Stage } from './stage.ts';
import { statuses, vantages } from './verdict.ts';

/** What a diagnoser is asked: one JSON document on stdin, then end of file. */
export const requestSchema = published(
  'request',
  'badconn request',
  object(['protocol', 'id', 'target', 'symptom', 'vantage', 'deadlineMs', 'seed'], {
    protocol: { const: 1 },
    id: { type: 'string', description: 'Random; the answer repeats it.' },
    target: object(['url'], {
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
    }),
    symptom: {
      ...object(['code', 'message', 'afterMs'], {
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
      }),
      description: 'How the attempt of an ordinary client ended.',
    },
    vantage: { enum: vantages },
    server: serverReportSchema,
    deadlineMs: { type: 'integer', description: 'Wall time until the answer must be complete.' },
    seed: {
      type: 'integer',
      description:
        'For whatever a diagnoser draws at random: from 0 to 2^31 - 1, one for each case and vantage.',
    },
  }),
);

/** What a diagnoser answers: one JSON document on stdout, then exit 0. Exit 127: unsupported. */
export const answerSchema = published(
  'answer',
  'badconn answer',
  object(['protocol', 'id', 'status', 'candidates', 'diagnoser'], {
    protocol: { const: 1 },
    id: text,
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
    evidence: listOf(
      object(['observed'], {
        observed: {
          type: 'string',
          description: 'One sentence: what was tried, what came back.',
        },
        for: listOf(causeSchema),
        against: listOf(causeSchema),
      }),
    ),
    remedy: object(['action', 'text', 'commands'], {
      action: { enum: Object.keys(remedyActions) as RemedyAction[] },
      text: text,
      commands: listOf(text),
    }),
    diagnoser: object(['name', 'version'], {
      name: text,
      version: text,
    }),
  }),
);

export type Request = FromSchema<typeof requestSchema>;
export type Answer = FromSchema<typeof answerSchema>;
