import fc, { type Arbitrary } from 'fast-check';
import { expect, test } from 'vitest';
import {
  causes,
  type Cause,
  type FirewallRule,
  type Listener,
  type Snapshot,
} from '../../vocabulary/index.ts';
import type { Attempt, Evidence, Handshake, NameAnswer, ProxyWay } from '../evidence.ts';
import { conclude } from './index.ts';

const addresses = fc.constantFrom(
  '10.0.0.2',
  '127.0.0.1',
  '0.0.0.0',
  '*',
  '::',
  '::1',
  'fd00::2',
  '',
);
const ports = fc.constantFrom(22, 80, 8080, 8081);
const codes = fc.constantFrom(
  'connected',
  'silence',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'ETIMEDOUT',
  'EMFILE',
  'HTTP 404',
  '',
);
const counters = fc.dictionary(
  fc.constantFrom(
    'Ip.InReceives',
    'Ip.InDelivers',
    'Ip.OutNoRoutes',
    'Tcp.InSegs',
    'Tcp.OutRsts',
    'Tcp.RetransSegs',
    'TcpExt.ListenOverflows',
    'Icmp.InDestUnreachs',
    'Icmp.OutDestUnreachs',
  ),
  fc.nat({ max: 3 }),
);
const headers = fc.dictionary(
  fc.constantFrom('date', 'server', 'upgrade', 'sec-websocket-version', 'via', 'cf-ray'),
  fc.string(),
);

const attempt: Arbitrary<Attempt> = fc.record(
  {
    address: addresses,
    port: ports,
    code: codes,
    message: fc.string(),
    local: fc.boolean(),
    afterMs: fc.double(),
    counters,
  },
  { requiredKeys: ['address', 'port', 'code', 'message', 'local', 'afterMs'] },
);

const handshake: Arbitrary<Handshake> = fc.record(
  {
    asked: fc.constantFrom('websocket', 'http', 'tls', 'tunnel'),
    port: ports,
    answer: fc.constantFrom('http', 'other-bytes', 'silence', 'closed', 'failed'),
    afterMs: fc.double(),
    status: fc.constantFrom(101, 200, 400, 404, 426, 502),
    reason: fc.string(),
    headers,
    firstBytes: fc.string(),
    accepted: fc.boolean(),
    code: codes,
  },
  { requiredKeys: ['asked', 'port', 'answer', 'afterMs'] },
);

const rule: Arbitrary<FirewallRule> = fc.record(
  {
    backend: fc.constantFrom('iptables', 'ip6tables', 'nft'),
    table: fc.constantFrom('filter', 'inet fw', 'ip6 fw'),
    chain: fc.constantFrom('INPUT', 'ufw-user-input', 'mine'),
    hook: fc.constantFrom('input', 'output', 'prerouting', 'forward'),
    kind: fc.constantFrom('rule', 'policy'),
    verdict: fc.constantFrom('accept', 'drop', 'reject', 'other'),
    rejectWith: fc.constantFrom('tcp-reset', 'icmp-port-unreachable'),
    packets: fc.nat({ max: 3 }),
    text: fc.oneof(
      fc.constantFrom('-A INPUT -p tcp --dport 8080 -j DROP', 'tcp dport { 22, 8080 } drop'),
      fc.string(),
    ),
  },
  { requiredKeys: ['backend', 'table', 'chain', 'kind', 'verdict', 'text'] },
);

const listener: Arbitrary<Listener> = fc.record({
  address: addresses,
  port: ports,
  family: fc.constantFrom('ipv4', 'ipv6', 'both'),
  queued: fc.nat({ max: 2 }),
  backlog: fc.nat({ max: 2 }),
  process: fc.constantFrom('node', 'nginx'),
});

const snapshot: Arbitrary<Snapshot> = fc.record({
  takenAtMs: fc.nat(),
  root: fc.boolean(),
  addresses: fc.array(addresses, { maxLength: 2 }),
  routes: fc.constant([]),
  listeners: fc.array(listener, { maxLength: 3 }),
  firewall: fc.array(rule, { maxLength: 3 }),
  counters,
  sysctls: fc.constant({}),
  sockets: fc.dictionary(fc.constantFrom('SYN-RECV', 'ESTAB'), fc.nat({ max: 3 })),
  processes: fc.constant([]),
  markers: fc.dictionary(fc.constantFrom('ufw', 'firewalld', 'baota'), fc.constant('ENABLED=yes')),
  missing: fc.array(fc.constantFrom('listeners: no ss', 'nft: no nft'), { maxLength: 2 }),
});

const proxy: Arbitrary<ProxyWay> = fc.record(
  {
    variable: fc.constantFrom('http_proxy', 'ALL_PROXY'),
    url: fc.constant('http://10.0.0.9:3128'),
    host: addresses,
    port: ports,
    excepted: fc.boolean(),
    attempt,
    handshake,
    through: handshake,
  },
  { requiredKeys: ['variable', 'url', 'host', 'port', 'excepted'] },
);

const nameAnswer: Arbitrary<NameAnswer> = fc.record(
  {
    server: addresses,
    addresses: fc.array(addresses, { maxLength: 2 }),
    code: fc.constantFrom('ENOTFOUND', 'ENODATA', 'ESERVFAIL', 'ETIMEOUT', 'ECONNREFUSED', ''),
    ttlSeconds: fc.nat(),
    afterMs: fc.double(),
  },
  { requiredKeys: ['server', 'addresses', 'afterMs'] },
);

/** Any evidence that has the shape of evidence, however little sense it makes. */
const anyEvidence: Arbitrary<Evidence> = fc.record(
  {
    version: fc.constant(1),
    vantage: fc.constantFrom('client', 'client+server'),
    target: fc.record({
      url: fc.constantFrom('ws://10.0.0.2:8080/', 'http://x/', ''),
      scheme: fc.constantFrom('ws', 'wss', 'http', 'https', 'tcp'),
      host: addresses,
      port: ports,
      path: fc.constant('/'),
    }),
    intendedAddress: addresses,
    symptom: fc.record({ code: codes, message: fc.string(), afterMs: fc.double() }),
    lookup: fc.record(
      { addresses: fc.array(addresses, { maxLength: 2 }), code: codes, afterMs: fc.double() },
      { requiredKeys: ['addresses', 'afterMs'] },
    ),
    proxy,
    ownAddress: fc.boolean(),
    names: fc.record({
      hostsFile: fc.array(addresses, { maxLength: 2 }),
      answers: fc.array(nameAnswer, { maxLength: 3 }),
    }),
    web: fc.array(handshake, { maxLength: 2 }),
    attempts: fc.array(attempt, { maxLength: 3 }),
    handshakes: fc.uniqueArray(handshake, { maxLength: 3, selector: ({ asked }) => asked }),
    signs: fc.array(
      fc.record({
        means: fc.constantFrom('udp', 'tcp'),
        port: ports,
        code: codes,
        afterMs: fc.double(),
      }),
      { maxLength: 2 },
    ),
    neighbours: fc.array(
      fc.record({
        address: addresses,
        isTarget: fc.boolean(),
        state: fc.constantFrom('complete', 'incomplete', 'reachable', 'stale', 'failed'),
      }),
      { maxLength: 2 },
    ),
    ports: fc.record({
      first: fc.nat({ max: 65535 }),
      last: fc.nat({ max: 65535 }),
      held: fc.dictionary(fc.constantFrom('ESTABLISHED', 'TIME_WAIT'), fc.nat({ max: 65535 })),
    }),
    services: fc.record({
      asked: fc.array(ports, { maxLength: 2 }),
      handshakes: fc.array(handshake, { maxLength: 2 }),
    }),
    server: fc.record(
      {
        protocol: fc.constant(1),
        before: snapshot,
        after: snapshot,
        attempts: fc.nat({ max: 2 }),
      },
      { requiredKeys: ['protocol', 'before', 'attempts'] },
    ),
  },
  {
    requiredKeys: [
      'version',
      'vantage',
      'target',
      'symptom',
      'attempts',
      'handshakes',
      'signs',
      'neighbours',
    ],
  },
);

test('any evidence has a conclusion that keeps the contract', async () => {
  await fc.assert(
    fc.asyncProperty(anyEvidence, async (evidence) => {
      const { candidates, evidence: said = [], remedy, status } = await conclude(evidence);
      expect(candidates.length > 0).toBe(status === 'diagnosed');
      expect(new Set(candidates).size).toBe(candidates.length);
      for (const cause of candidates) expect(causes).toHaveProperty(cause);
      for (const { observed } of said) expect(observed).not.toMatch(/undefined|\[object/);
      if (candidates.length > 1) expect(remedy?.action).toBe('look-further');
    }),
    { numRuns: 1000 },
  );
});

test('the order of the lists in the evidence changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(anyEvidence, async (evidence) => {
      expect(await conclude(turnedRound(evidence))).toEqual(await conclude(evidence));
    }),
    { numRuns: 1000 },
  );
});

const firewallCauses: readonly Cause[] = [
  'firewall-reject',
  'firewall-reject-reset',
  'host-firewall-drop',
  'control-panel-firewall',
  'reply-dropped',
];

test('nobody is told to open a firewall unless a firewall is the one cause left', async () => {
  await fc.assert(
    fc.asyncProperty(anyEvidence, async (evidence) => {
      const { candidates, remedy } = await conclude(evidence);
      if (remedy?.action !== 'open-port') return;
      expect(candidates).toHaveLength(1);
      expect(firewallCauses).toContain(candidates[0]);
    }),
    { numRuns: 1000 },
  );
});

test('a connection that nobody accepted is never called healthy', async () => {
  await fc.assert(
    fc.asyncProperty(anyEvidence, async (evidence) => {
      const all = [
        ...evidence.attempts,
        ...(evidence.proxy?.attempt ? [evidence.proxy.attempt] : []),
      ];
      fc.pre(all.every(({ code }) => code !== 'connected'));
      expect((await conclude(evidence)).status).not.toBe('healthy');
    }),
  );
});

/** Rules stay as they are: their order is the order in which the firewall asks them. */
const turnedRound = (evidence: Evidence): Evidence => {
  const { names, server, services, web } = evidence;
  const turned = {
    ...evidence,
    attempts: evidence.attempts.toReversed(),
    handshakes: evidence.handshakes.toReversed(),
    signs: evidence.signs.toReversed(),
    neighbours: evidence.neighbours.toReversed(),
  };
  if (names !== undefined) {
    turned.names = {
      hostsFile: names.hostsFile.toReversed(),
      answers: names.answers.toReversed(),
    };
  }
  if (web !== undefined) turned.web = web.toReversed();
  if (services !== undefined) {
    turned.services = { asked: services.asked, handshakes: services.handshakes.toReversed() };
  }
  if (server !== undefined) {
    const listeners = server.before.listeners.toReversed();
    turned.server = { ...server, before: { ...server.before, listeners } };
  }
  return turned;
};
