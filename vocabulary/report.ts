import { listOf, object, published, recordOf, text, whole, type FromSchema } from './schema.ts';

const listener = object(['address', 'port', 'family', 'queued', 'backlog'], {
  address: {
    type: 'string',
    description: 'Local address as ss(8) prints it, without brackets: 0.0.0.0, 127.0.0.1, ::, *.',
  },
  port: whole,
  family: { enum: ['ipv4', 'ipv6', 'both'], description: '`both` for a dual-stack socket.' },
  queued: { type: 'integer', description: 'Connections that wait for accept(2) (ss Recv-Q).' },
  backlog: { type: 'integer', description: 'How many may wait (ss Send-Q).' },
  process: { type: 'string', description: 'Name of the owner; absent when it may not be seen.' },
  pid: whole,
  pids: { ...listOf(whole), description: 'Every process that has the socket, `pid` among them.' },
  device: {
    type: 'string',
    description: 'The interface that it is bound to (socket(7), SO_BINDTODEVICE); absent for none.',
  },
  deviceAddresses: {
    ...listOf(text),
    description: 'The addresses of that interface, without prefix length.',
  },
});

const firewallRule = object(['backend', 'table', 'chain', 'kind', 'verdict', 'text'], {
  backend: { enum: ['iptables', 'ip6tables', 'iptables-legacy', 'ip6tables-legacy', 'nft'] },
  table: text,
  chain: text,
  hook: {
    type: 'string',
    description: 'The base hook a chain hangs on (input, output, forward, …); absent if none.',
  },
  kind: { enum: ['rule', 'policy'], description: '`policy`: the default of a base chain.' },
  verdict: { enum: ['accept', 'drop', 'reject', 'other'] },
  rejectWith: { type: 'string', description: 'tcp-reset, icmp-port-unreachable, …' },
  packets: { type: 'integer', description: 'Absent when the rule does not count.' },
  text: { type: 'string', description: 'The rule as the firewall itself prints it.' },
  sets: {
    ...listOf(
      object(['set', 'elements'], {
        set: { type: 'string', description: 'As the rule names it, without the @ of nft.' },
        elements: {
          ...listOf(text),
          description: 'As nft(8) or ipset(8) prints them, without what they count.',
        },
        isCut: { type: 'boolean', description: 'Elements are missing: there were too many.' },
      }),
    ),
    description: 'Sets and maps that the rule names; absent when their elements are not known.',
  },
});

const snapshot = object(
  [
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
  {
    takenAtMs: { type: 'integer', description: 'Unix time in milliseconds.' },
    root: { type: 'boolean', description: 'Whether it was taken with the rights of root.' },
    addresses: {
      type: 'array',
      items: text,
      description: 'Addresses of all interfaces with prefix length, ip-address(8).',
    },
    routes: { type: 'array', items: text, description: 'ip-route(8), a line each.' },
    listeners: { type: 'array', items: listener, description: 'Listening TCP sockets.' },
    firewall: listOf(firewallRule),
    counters: {
      type: 'object',
      additionalProperties: whole,
      description: '/proc/net/snmp, netstat and snmp6: `Tcp.OutRsts`, `Ip.InReceives`, …',
    },
    sysctls: recordOf(text),
    sockets: {
      type: 'object',
      additionalProperties: whole,
      description: 'TCP sockets by state: ESTAB, TIME-WAIT, SYN-RECV, …',
    },
    processes: listOf(
      object(['pid', 'state', 'command'], {
        pid: whole,
        state: { type: 'string', description: 'ps(1) STAT, first letter: R, S, D, T, Z.' },
        command: text,
        title: {
          type: 'string',
          description:
            'What the process calls itself, of those that say what they serve: Workerman.',
        },
      }),
    ),
    load: { type: 'string', description: '/proc/loadavg' },
    markers: {
      type: 'object',
      additionalProperties: text,
      description: 'Firewall managers and panels that were seen: ufw, firewalld, baota.',
    },
    missing: {
      type: 'array',
      items: text,
      description: 'What could not be read, and why. An absent fact is no evidence.',
    },
  },
);

/**
 * What was seen on the server before and after one attempt of the client, so that counters speak.
 * `after` is absent when the server was looked at only once.
 */
export const serverReportSchema = published(
  'server-report',
  'badconn server report',
  object(['protocol', 'before', 'attempts'], {
    protocol: { const: 1 },
    before: snapshot,
    after: snapshot,
    attempts: {
      type: 'integer',
      description: 'How many connections the client tried between the two.',
    },
  }),
);

export type ServerReport = FromSchema<typeof serverReportSchema>;
export type Snapshot = FromSchema<typeof snapshot>;
export type Listener = FromSchema<typeof listener>;
export type FirewallRule = FromSchema<typeof firewallRule>;
