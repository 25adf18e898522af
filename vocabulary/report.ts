import type { FromSchema } from './schema.ts';

const dialect = 'https://json-schema.org/draft/2020-12/schema';

const listener = {
  type: 'object',
  properties: {
    address: {
      type: 'string',
      description: 'Local address as ss(8) prints it, without brackets: 0.0.0.0, 127.0.0.1, ::, *.',
    },
    port: { type: 'integer' },
    family: { enum: ['ipv4', 'ipv6', 'both'], description: '`both` for a dual-stack socket.' },
    queued: { type: 'integer', description: 'Connections that wait for accept(2) (ss Recv-Q).' },
    backlog: { type: 'integer', description: 'How many may wait (ss Send-Q).' },
    process: { type: 'string', description: 'Name of the owner; absent when it may not be seen.' },
    pid: { type: 'integer' },
  },
  required: ['address', 'port', 'family', 'queued', 'backlog'],
} as const;

const firewallRule = {
  type: 'object',
  properties: {
    backend: { enum: ['iptables', 'ip6tables', 'nft'] },
    table: { type: 'string' },
    chain: { type: 'string' },
    hook: {
      type: 'string',
      description: 'The base hook a chain hangs on (input, output, forward, …); absent if none.',
    },
    kind: { enum: ['rule', 'policy'], description: '`policy`: the default of a base chain.' },
    verdict: { enum: ['accept', 'drop', 'reject', 'other'] },
    rejectWith: { type: 'string', description: 'tcp-reset, icmp-port-unreachable, …' },
    packets: { type: 'integer', description: 'Absent when the rule does not count.' },
    text: { type: 'string', description: 'The rule as the firewall itself prints it.' },
  },
  required: ['backend', 'table', 'chain', 'kind', 'verdict', 'text'],
} as const;

const snapshot = {
  type: 'object',
  properties: {
    takenAtMs: { type: 'integer', description: 'Unix time in milliseconds.' },
    root: { type: 'boolean', description: 'Whether it was taken with the rights of root.' },
    addresses: {
      type: 'array',
      items: { type: 'string' },
      description: 'Addresses of all interfaces with prefix length, ip-address(8).',
    },
    routes: { type: 'array', items: { type: 'string' }, description: 'ip-route(8), a line each.' },
    listeners: { type: 'array', items: listener, description: 'Listening TCP sockets.' },
    firewall: { type: 'array', items: firewallRule },
    counters: {
      type: 'object',
      additionalProperties: { type: 'integer' },
      description: '/proc/net/snmp, netstat and snmp6: `Tcp.OutRsts`, `Ip.InReceives`, …',
    },
    sysctls: { type: 'object', additionalProperties: { type: 'string' } },
    sockets: {
      type: 'object',
      additionalProperties: { type: 'integer' },
      description: 'TCP sockets by state: ESTAB, TIME-WAIT, SYN-RECV, …',
    },
    processes: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          pid: { type: 'integer' },
          state: { type: 'string', description: 'ps(1) STAT, first letter: R, S, D, T, Z.' },
          command: { type: 'string' },
          title: {
            type: 'string',
            description:
              'What the process calls itself, of those that say what they serve: Workerman.',
          },
        },
        required: ['pid', 'state', 'command'],
      },
    },
    load: { type: 'string', description: '/proc/loadavg' },
    markers: {
      type: 'object',
      additionalProperties: { type: 'string' },
      description: 'Firewall managers and panels that were seen: ufw, firewalld, baota.',
    },
    missing: {
      type: 'array',
      items: { type: 'string' },
      description: 'What could not be read, and why. An absent fact is no evidence.',
    },
  },
  required: [
    'takenAtMs',
    'root',
    'addresses',
    'routes',
    'listeners',
    'firewall',
    'counters',
    'sysctls',
    'sockets',
    'processes',
    'markers',
    'missing',
  ],
} as const;

/**
 * What was seen on the server before and after one attempt of the client, so that counters speak.
 * `after` is absent when the server was looked at only once.
 */
export const serverReportSchema = {
  $schema: dialect,
  $id: 'https://badconn.dev/schemas/1/server-report.json',
  title: 'badconn server report',
  type: 'object',
  properties: {
    protocol: { const: 1 },
    before: snapshot,
    after: snapshot,
    attempts: {
      type: 'integer',
      description: 'How many connections the client tried between the two.',
    },
  },
  required: ['protocol', 'before', 'attempts'],
} as const;

export type ServerReport = FromSchema<typeof serverReportSchema>;
export type Snapshot = FromSchema<typeof snapshot>;
export type Listener = FromSchema<typeof listener>;
export type FirewallRule = FromSchema<typeof firewallRule>;
