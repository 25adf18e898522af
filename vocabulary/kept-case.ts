import { causeOr } from './cause.ts';
import { serverReportSchema } from './report.ts';
import {
  flag,
  listOf,
  object,
  published,
  recordOf,
  text,
  whole,
  withoutIds,
  type FromSchema,
} from './schema.ts';

// Spread into objects below, where `as const` does not reach what is written in place.
const number = { type: 'number' } as const;
const scheme = { enum: ['ws', 'wss', 'http', 'https', 'tcp'] } as const;
const port = { type: 'integer', minimum: 0, maximum: 65535 } as const;
const afterMs = { type: 'number', description: 'Milliseconds.' } as const;
const addresses = listOf(text);

const attempt = object(['address', 'port', 'code', 'message', 'local', 'afterMs'], {
  ...{ address: text, port, code: text, message: text, local: flag, afterMs },
  counters: recordOf(whole),
  arrived: whole,
});

const handshake = object(['asked', 'port', 'answer', 'afterMs'], {
  asked: { enum: ['websocket', 'http', 'tls', 'tunnel', 'nothing'] },
  port,
  answer: { enum: ['http', 'other-bytes', 'silence', 'closed', 'failed'] },
  ...{ afterMs, status: whole, reason: text, firstBytes: text, code: text },
  headers: recordOf(text),
  accepted: flag,
  ended: { const: true },
  losses: object(['repeated', 'behindGap'], { repeated: whole, behindGap: whole }),
});

const handshakes = listOf(handshake);

const retry = object(['otherwise', 'handshake'], {
  otherwise: {
    enum: [
      ...(['path', 'origin', 'subprotocol', 'host', 'proxy-header'] as const),
      ...(['silence', 'http2', 'postgresql', 'redis', 'mqtt', 'head'] as const),
    ],
  },
  as: text,
  handshake,
});

const validity = { issuer: text, startsInMinutes: whole, endsInMinutes: whole } as const;
const validityRequired = ['issuer', 'startsInMinutes', 'endsInMinutes'] as const;

const certificate = object(
  [
    ...validityRequired,
    ...(['port', 'protocol', 'validFor', 'fits', 'isTrusted', 'above', 'takenAtMs'] as const),
  ],
  {
    ...{ ...validity, port, serverName: text, protocol: text },
    ...{ validFor: addresses, fits: flag, isTrusted: flag, takenAtMs: number },
    above: listOf(object(validityRequired, validity)),
  },
);

const proxy = object(['url', 'host', 'port', 'excepted'], {
  ...{ variable: text, url: text, host: text, port, excepted: flag },
  ...{ attempt, handshake, own: handshake, through: handshake },
});

const names = object(['hostsFile', 'answers'], {
  hostsFile: addresses,
  answers: listOf(
    object(['server', 'addresses', 'afterMs'], {
      ...{ server: text, addresses, code: text, afterMs, ttlSeconds: number },
      over: { type: 'string', enum: ['tcp'] },
      lives: { const: true },
    }),
  ),
});

const ports = object(['first', 'last', 'held'], {
  ...{ first: port, last: port, timeWaitReuse: text, ipv6Disabled: flag },
  held: recordOf(whole),
});

/** Everything that was observed from one vantage. diagnoser/evidence.ts says what it means. */
const evidence = object(
  ['version', 'vantage', 'target', 'symptom', 'attempts', 'handshakes', 'signs', 'neighbours'],
  {
    version: { const: 1 },
    vantage: { enum: ['client', 'client+server'] },
    target: object(['url', 'scheme', 'host', 'port', 'path'], {
      ...{ url: text, scheme, host: text },
      ...{ port, path: text },
    }),
    intendedAddress: text,
    symptom: object(['code', 'message', 'afterMs'], {
      code: text,
      message: text,
      afterMs,
      answeredMs: afterMs,
      askedMs: afterMs,
    }),
    lookup: object(['addresses', 'afterMs'], { addresses, code: text, afterMs }),
    proxy,
    names,
    attempts: listOf(attempt),
    ownAddress: flag,
    handshakes,
    retries: listOf(retry),
    content: object(['received', 'end', 'afterMs'], {
      ...{ promised: whole, received: whole, afterMs },
      end: { enum: ['whole', 'closed', 'reset', 'silence'] },
    }),
    certificate,
    web: handshakes,
    signs: listOf(
      object(['means', 'port', 'code', 'afterMs'], {
        means: { enum: ['udp', 'tcp'] },
        port,
        code: text,
        afterMs,
      }),
    ),
    neighbours: listOf(
      object(['address', 'isTarget', 'state'], {
        address: text,
        isTarget: flag,
        state: text,
      }),
    ),
    route: object(['kind'], {
      kind: { enum: ['on-link', 'route', 'default', 'none'] },
      gateway: text,
      idle: listOf(object(['name', 'why'], { name: text, why: { enum: ['down', 'no-carrier'] } })),
    }),
    intendedName: text,
    ports,
    services: object(['asked', 'handshakes'], {
      asked: listOf(port),
      handshakes,
    }),
    server: withoutIds(serverReportSchema),
  },
);

/** Evidence of one failure from one vantage or both, as `diagnose --save` keeps it. */
export const keptCaseSchema = published(
  'kept-case',
  'badconn kept case',
  object(['truth'], {
    truth: {
      ...causeOr('none', 'unknown'),
      description: 'What was really wrong, once somebody knows.',
    },
    client: evidence,
    'client+server': evidence,
  }),
);

export type KeptCase = FromSchema<typeof keptCaseSchema>;
