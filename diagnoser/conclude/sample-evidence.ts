import fc, { type Arbitrary } from 'fast-check';
import type { FirewallRule, Listener, Snapshot } from '../../vocabulary/index.ts';
import type { Attempt, Evidence, Handshake, NameAnswer, ProxyWay } from '../evidence.ts';

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
/**
 * Any evidence that has the shape of evidence, however little sense it makes.
 *
 * @param text what strangers write: rules, names, reasons, variables.
 */
export function anyEvidence(text: Arbitrary<string> = fc.string()): Arbitrary<Evidence> {
  const addresses = fc.oneof(
    fc.constantFrom('10.0.0.2', '127.0.0.1', '0.0.0.0', '*', '::', '::1', 'fd00::2', ''),
    text,
  );
  const headers = fc.dictionary(
    fc.constantFrom('date', 'server', 'upgrade', 'sec-websocket-version', 'via', 'cf-ray'),
    text,
  );

  const attempt: Arbitrary<Attempt> = fc.record(
    {
      address: addresses,
      port: ports,
      code: codes,
      message: text,
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
      reason: text,
      headers,
      firstBytes: text,
      accepted: fc.boolean(),
      code: codes,
    },
    { requiredKeys: ['asked', 'port', 'answer', 'afterMs'] },
  );

  const rule: Arbitrary<FirewallRule> = fc.record(
    {
      backend: fc.constantFrom('iptables', 'ip6tables', 'nft'),
      table: fc.oneof(fc.constantFrom('filter', 'inet fw', 'ip6 fw'), text),
      chain: fc.oneof(fc.constantFrom('INPUT', 'ufw-user-input', 'mine'), text),
      hook: fc.constantFrom('input', 'output', 'prerouting', 'forward'),
      kind: fc.constantFrom('rule', 'policy'),
      verdict: fc.constantFrom('accept', 'drop', 'reject', 'other'),
      rejectWith: fc.constantFrom('tcp-reset', 'icmp-port-unreachable'),
      packets: fc.nat({ max: 3 }),
      text: fc.oneof(
        fc.constantFrom('-A INPUT -p tcp --dport 8080 -j DROP', 'tcp dport { 22, 8080 } drop'),
        text.map((words) => `-A INPUT -m comment --comment "${words}" -j DROP`),
        text,
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
    process: fc.oneof(fc.constantFrom('node', 'nginx'), text),
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
    markers: fc.dictionary(
      fc.constantFrom('ufw', 'firewalld', 'baota'),
      fc.constant('ENABLED=yes'),
    ),
    missing: fc.array(fc.constantFrom('listeners: no ss', 'nft: no nft'), { maxLength: 2 }),
  });

  const proxy: Arbitrary<ProxyWay> = fc.record(
    {
      variable: fc.oneof(fc.constantFrom('http_proxy', 'ALL_PROXY'), text),
      url: fc.oneof(fc.constant('http://10.0.0.9:3128'), text),
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

  return fc.record(
    {
      version: fc.constant(1),
      vantage: fc.constantFrom('client', 'client+server'),
      target: fc.record({
        url: fc.oneof(fc.constantFrom('ws://10.0.0.2:8080/', 'http://x/', ''), text),
        scheme: fc.constantFrom('ws', 'wss', 'http', 'https', 'tcp'),
        host: addresses,
        port: ports,
        path: fc.constant('/'),
      }),
      intendedAddress: addresses,
      intendedName: fc.constantFrom('chat.test', 'shop.test', 'localhost'),
      intendedLookup: fc.array(addresses, { maxLength: 2 }),
      symptom: fc.record({ code: codes, message: text, afterMs: fc.double() }),
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
}
