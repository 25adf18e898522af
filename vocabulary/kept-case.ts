import { causeOr } from './cause.ts';
import { serverReportSchema } from './report.ts';
import { withoutIds, type FromSchema } from './schema.ts';

// Spread into objects below, where `as const` does not reach what is written in place.
const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const whole = { type: 'integer' } as const;
const number = { type: 'number' } as const;
const scheme = { enum: ['ws', 'wss', 'http', 'https', 'tcp'] } as const;
const port = { type: 'integer', minimum: 0, maximum: 65535 } as const;
const afterMs = { type: 'number', description: 'Milliseconds.' } as const;
const addresses = { type: 'array', items: text } as const;

const attempt = {
  type: 'object',
  properties: {
    ...{ address: text, port, code: text, message: text, local: flag, afterMs },
    counters: { type: 'object', additionalProperties: whole },
    arrived: whole,
  },
  required: ['address', 'port', 'code', 'message', 'local', 'afterMs'],
} as const;

const handshake = {
  type: 'object',
  properties: {
    asked: { enum: ['websocket', 'http', 'tls', 'tunnel'] },
    port,
    answer: { enum: ['http', 'other-bytes', 'silence', 'closed', 'failed'] },
    ...{ afterMs, status: whole, reason: text, firstBytes: text, code: text },
    headers: { type: 'object', additionalProperties: text },
    accepted: flag,
  },
  required: ['asked', 'port', 'answer', 'afterMs'],
} as const;

const handshakes = { type: 'array', items: handshake } as const;

const validity = { issuer: text, startsInMinutes: whole, endsInMinutes: whole } as const;
const validityRequired = ['issuer', 'startsInMinutes', 'endsInMinutes'] as const;

const certificate = {
  type: 'object',
  properties: {
    ...{ ...validity, port, serverName: text, protocol: text },
    ...{ validFor: addresses, fits: flag, isTrusted: flag, takenAtMs: number },
    above: {
      type: 'array',
      items: { type: 'object', properties: validity, required: validityRequired },
    },
  },
  required: [
    ...validityRequired,
    ...(['port', 'protocol', 'validFor', 'fits', 'isTrusted', 'above', 'takenAtMs'] as const),
  ],
} as const;

const proxy = {
  type: 'object',
  properties: {
    ...{ variable: text, url: text, host: text, port, excepted: flag },
    ...{ attempt, handshake, through: handshake },
  },
  required: ['url', 'host', 'port', 'excepted'],
} as const;

const names = {
  type: 'object',
  properties: {
    hostsFile: addresses,
    answers: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          ...{ server: text, addresses, code: text, afterMs, ttlSeconds: number },
          over: { type: 'string', enum: ['tcp'] },
        },
        required: ['server', 'addresses', 'afterMs'],
      },
    },
  },
  required: ['hostsFile', 'answers'],
} as const;

const ports = {
  type: 'object',
  properties: {
    ...{ first: port, last: port, timeWaitReuse: text, ipv6Disabled: flag },
    held: { type: 'object', additionalProperties: whole },
  },
  required: ['first', 'last', 'held'],
} as const;

/** Everything that was observed from one vantage. diagnoser/evidence.ts says what it means. */
const evidence = {
  type: 'object',
  properties: {
    version: { const: 1 },
    vantage: { enum: ['client', 'client+server'] },
    target: {
      type: 'object',
      properties: {
        ...{ url: text, scheme, host: text },
        ...{ port, path: text },
      },
      required: ['url', 'scheme', 'host', 'port', 'path'],
    },
    intendedAddress: text,
    symptom: {
      type: 'object',
      properties: { code: text, message: text, afterMs, answeredMs: afterMs, askedMs: afterMs },
      required: ['code', 'message', 'afterMs'],
    },
    lookup: {
      type: 'object',
      properties: { addresses, code: text, afterMs },
      required: ['addresses', 'afterMs'],
    },
    proxy,
    names,
    attempts: { type: 'array', items: attempt },
    ownAddress: flag,
    handshakes,
    certificate,
    web: handshakes,
    signs: {
      type: 'array',
      items: {
        type: 'object',
        properties: { means: { enum: ['udp', 'tcp'] }, port, code: text, afterMs },
        required: ['means', 'port', 'code', 'afterMs'],
      },
    },
    neighbours: {
      type: 'array',
      items: {
        type: 'object',
        properties: { address: text, isTarget: flag, state: text },
        required: ['address', 'isTarget', 'state'],
      },
    },
    route: {
      type: 'object',
      properties: { kind: { enum: ['on-link', 'route', 'default', 'none'] }, gateway: text },
      required: ['kind'],
    },
    intendedName: text,
    ports,
    services: {
      type: 'object',
      properties: { asked: { type: 'array', items: port }, handshakes },
      required: ['asked', 'handshakes'],
    },
    server: withoutIds(serverReportSchema),
  },
  required: [
    'version',
    'vantage',
    'target',
    'symptom',
    'attempts',
    'handshakes',
    'signs',
    'neighbours',
  ],
} as const;

/** Evidence of one failure from one vantage or both, as `diagnose --save` keeps it. */
export const keptCaseSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://badconn.dev/schemas/1/kept-case.json',
  title: 'badconn kept case',
  type: 'object',
  properties: {
    truth: {
      ...causeOr('none', 'unknown'),
      description: 'What was really wrong, once somebody knows.',
    },
    client: evidence,
    'client+server': evidence,
  },
  required: ['truth'],
} as const;

export type KeptCase = FromSchema<typeof keptCaseSchema>;
