import fc, { type Arbitrary } from 'fast-check';
import type { Snapshot } from '../../vocabulary/index.ts';
import type { Evidence, Handshake } from '../evidence.ts';
import type { Topic } from './facts.ts';
import type { ofTheReport } from './of-the-report.ts';
import { codes, counters, ports, type SampleValues } from './sample-values.ts';

// One table, as long as there are observations: a generator for each, by its name. A missing one is a type error.

type InSnapshot = Exclude<(typeof ofTheReport)[number]['name'], 'services'>;

/** Generators of observations that read the snapshots of a report. */
export const snapshotParts = ({
  addresses,
  listener,
  rule,
  text,
}: SampleValues): Record<InSnapshot, Arbitrary<Partial<Snapshot>>> => ({
  ownAddress: fc.record({ addresses: fc.array(addresses, { maxLength: 2 }) }),
  arrival: fc.record({ counters: counters('Ip.InReceives', 'Ip.InDelivers') }),
  rules: fc.record({
    firewall: fc.array(rule, { maxLength: 3 }),
    root: fc.boolean(),
    markers: fc.dictionary(fc.constantFrom('ufw', 'firewalld'), fc.constant('ENABLED=yes')),
    missing: fc.subarray(['nft: no nft']),
  }),
  uncountedRules: fc.record({
    firewall: fc.array(
      rule.map(({ packets: _packets, ...uncounted }) => uncounted),
      { maxLength: 1 },
    ),
  }),
  forward: fc.record({
    firewall: fc.array(
      fc.record({
        ...{ backend: fc.constant('iptables' as const), table: fc.constant('nat') },
        ...{ chain: fc.constant('PREROUTING'), hook: fc.constant('prerouting') },
        ...{ kind: fc.constant('rule' as const), verdict: fc.constant('other' as const) },
        packets: fc.nat(),
        text: fc.constant('-A PREROUTING -p tcp --dport 8080 -j DNAT --to-destination 10.0.9.9:80'),
      }),
      { maxLength: 1 },
    ),
  }),
  panel: fc.record({ markers: fc.dictionary(fc.constant('baota'), text) }),
  listeners: fc.record({
    listeners: fc.array(listener, { maxLength: 3 }),
    missing: fc.subarray(['listeners: no ss']),
  }),
  worker: fc.record({
    processes: fc.array(
      fc.record({
        pid: fc.nat(),
        state: fc.constant('S'),
        command: fc.oneof(fc.constant('php'), text),
        title: fc.oneof(
          fc.constant('WorkerMan: worker process  chat text://0.0.0.0:8080'),
          text.map((name) => `WorkerMan: worker process  ${name} http://0.0.0.0:8080`),
          text,
        ),
      }),
      { maxLength: 1 },
    ),
  }),
  owner: fc.record({
    processes: fc.array(
      fc.record({
        pid: fc.constantFrom(7, 8),
        state: fc.constantFrom('S', 'T'),
        command: fc.oneof(fc.constant('node'), text),
      }),
      { maxLength: 2 },
    ),
  }),
  unaccepted: fc.record({
    listeners: fc.array(listener, { maxLength: 1 }),
    counters: counters('Tcp.PassiveOpens'),
  }),
  aborts: fc.record({
    counters: counters('TcpExt.TCPAbortOnClose', 'TcpExt.TCPAbortOnData'),
  }),
  upstream: fc.record({ counters: counters('Tcp.ActiveOpens', 'Tcp.AttemptFails') }),
  resets: fc.record({ counters: counters('Tcp.OutRsts') }),
  halfOpen: fc.record({
    counters: counters('Tcp.RetransSegs'),
    sockets: counters('SYN-RECV', 'ESTAB'),
  }),
  overflows: fc.record({ counters: counters('TcpExt.ListenOverflows') }),
  routes: fc.record({ counters: counters('Ip.OutNoRoutes') }),
  policies: fc.record({ counters: counters('XfrmInPolBlock') }),
  reversePath: fc.record({ counters: counters('TcpExt.IPReversePathFilter') }),
  standing: fc.record({
    listeners: fc.constantFrom(
      [],
      [
        {
          ...{ address: '0.0.0.0', family: 'ipv4', port: 8080, queued: 9, backlog: 1 },
        } as const,
      ],
    ),
  }),
  connectionTable: fc.record({
    counters: counters('Conntrack.drop'),
    sysctls: fc.dictionary(
      fc.constantFrom('net.netfilter.nf_conntrack_count', 'net.netfilter.nf_conntrack_max'),
      fc.constantFrom('0', '8'),
    ),
  }),
});

/** Generators of observations that read other parts of the evidence. */
export const evidenceParts = ({
  addresses,
  attempt,
  handshake,
  nameAnswer,
  text,
}: SampleValues): Record<Exclude<Topic, InSnapshot>, Arbitrary<Partial<Evidence>>> => ({
  proxy: maybe({
    proxy: fc.record(
      {
        variable: fc.oneof(fc.constantFrom('http_proxy', 'ALL_PROXY'), text),
        url: fc.oneof(fc.constant('http://10.0.0.9:3128'), text),
        host: addresses,
        port: ports,
        excepted: fc.boolean(),
        exceptedBy: fc.uniqueArray(
          fc.record({
            variable: fc.constantFrom('no_proxy', 'NO_PROXY'),
            alone: fc.boolean(),
          }),
        ),
        attempt,
        handshake,
        own: handshake,
        socks: fc.record(
          {
            method: fc.constantFrom(0, 2, 255),
            login: fc.nat(255),
            reply: fc.nat(255),
            ended: fc.oneof(fc.constantFrom('silence', 'closed', 'ECONNRESET'), text),
            afterMs: fc.double(),
          },
          { requiredKeys: ['afterMs'] },
        ),
        through: handshake,
        certificate: anyCertificate(addresses, text),
      },
      { requiredKeys: ['variable', 'url', 'host', 'port', 'excepted'] },
    ),
  }),
  stay: fc.record({
    symptom: fc.record(
      {
        ...{ code: codes, message: text, afterMs: fc.double() },
        ...{ stage: fc.constantFrom('connect', 'stay'), answeredMs: fc.nat(), askedMs: fc.nat() },
      },
      { requiredKeys: ['code', 'message', 'afterMs'] },
    ),
  }),
  descriptors: fc.oneof(
    { weight: 15, arbitrary: fc.constant({}) },
    fc.record({
      symptom: fc.record({
        ...{ code: fc.constantFrom('EMFILE', 'ENFILE'), message: text, afterMs: fc.double() },
      }),
    }),
  ),
  reply: fc.record(
    {
      attempts: fc.array(attempt, { maxLength: 3 }),
      lookup: fc.record(
        { addresses: fc.array(addresses, { maxLength: 2 }), code: codes, afterMs: fc.double() },
        { requiredKeys: ['addresses', 'afterMs'] },
      ),
      ownAddress: fc.boolean(),
    },
    { requiredKeys: ['attempts'] },
  ),
  // Generated with the attempts of `reply`.
  addresses: fc.constant({}),
  ownRules: fc.record({
    attempts: fc.array(
      fc.record({
        ...{ address: addresses, port: ports, code: codes, message: text, local: fc.boolean() },
        ...{ afterMs: fc.double(), heldBack: fc.nat({ max: 3 }) },
        counters: fc.constantFrom({ 'Ip.InReceives': 3 }, { 'Icmp.OutDestUnreachs': 1 }),
      }),
      { maxLength: 2 },
    ),
  }),
  handshake: fc.record({
    handshakes: fc.oneof(
      {
        weight: 3,
        arbitrary: fc.uniqueArray(handshake, { maxLength: 3, selector: ({ asked }) => asked }),
      },
      // Gateway errors, for either request: by chance they are rare.
      fc.constant((['websocket', 'http'] as const).map((asked) => gaveUp(asked))),
    ),
  }),
  tries: maybe({
    tries: fc.record({
      answered: fc.integer({ min: 1, max: 8 }),
      silent: fc.nat(7),
      afterMs: fc.nat(1500),
    }),
  }),
  hello: maybe({
    hellos: fc.array(
      fc.record(
        {
          port: ports,
          serverName: fc.oneof(fc.constant('chat.test'), text),
          answer: fc.constantFrom('hello', 'alert', 'other-bytes', 'closed', 'reset', 'silence'),
          afterMs: fc.double(),
          version: fc.constantFrom('TLSv1.1', 'TLSv1.3'),
          asksCertificate: fc.boolean(),
          alert: fc.constantFrom(40, 70, 112, 255),
          firstBytes: text,
        },
        { requiredKeys: ['port', 'answer', 'afterMs'] },
      ),
      { maxLength: 2 },
    ),
    plain: handshake,
  }),
  retries: maybe({
    retries: fc.array(
      fc.record(
        {
          otherwise: fc.constantFrom(
            ...(['path', 'origin', 'subprotocol', 'host', 'proxy-header'] as const),
            ...(['silence', 'http2', 'postgresql', 'redis', 'mqtt', 'head'] as const),
          ),
          as: fc.oneof(fc.constantFrom('/ws', '/socket.io/?EIO=4'), text),
          handshake,
        },
        { requiredKeys: ['otherwise', 'handshake'] },
      ),
      { maxLength: 3 },
    ),
  }),
  // Generated with the handshakes and retries of other observations.
  sizes: fc.constant({}),
  certificate: maybe({ certificate: anyCertificate(addresses, text) }),
  localPorts: maybe({
    ports: fc.record({
      first: fc.nat({ max: 65535 }),
      last: fc.nat({ max: 65535 }),
      held: fc.dictionary(fc.constantFrom('ESTABLISHED', 'TIME_WAIT'), fc.nat({ max: 65535 })),
    }),
  }),
  portal: maybe({ ledToGateway: fc.record({ host: text, gateway: addresses }) }),
  content: fc.record({
    content: fc.record(
      {
        promised: fc.nat(5000),
        received: fc.nat(5000),
        end: fc.constantFrom('whole', 'closed', 'reset', 'silence'),
        afterMs: fc.nat(2000),
      },
      { requiredKeys: ['received', 'end', 'afterMs'] },
    ),
  }),
  kept: maybe({
    kept: fc.record(
      {
        ...{ timeoutSeconds: fc.nat(9), closedAfterMs: fc.nat(9000), watchedMs: fc.nat(9000) },
        ...{ pings: fc.nat(3), unansweredAfterMs: fc.nat(9000) },
      },
      { requiredKeys: ['watchedMs'] },
    ),
  }),
  life: fc.record({
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
        state: fc.constantFrom(
          ...['complete', 'incomplete', 'reachable', 'stale', 'failed', 'permanent'],
        ),
      }),
      { maxLength: 2 },
    ),
  }),
  names: maybe({
    names: fc.record({
      hostsFile: fc.array(addresses, { maxLength: 2 }),
      answers: fc.array(nameAnswer, { maxLength: 3 }),
    }),
  }),
  web: maybe({ web: fc.array(handshake, { maxLength: 2 }) }),
  searchList: maybe({
    searchList: fc.array(fc.constantFrom('shop.test', 'corp.test'), { maxLength: 2 }),
    lookup: fc.constant({ addresses: [], code: 'ENOTFOUND', afterMs: 1 }),
  }),
  intended: maybe({
    intendedAddress: addresses,
    intendedName: fc.constantFrom('chat.test', 'shop.test', 'localhost'),
    intendedLookup: fc.array(addresses, { maxLength: 2 }),
  }),
  route: maybe({
    route: fc.record(
      {
        kind: fc.constantFrom('on-link', 'route', 'default', 'none'),
        gateway: addresses,
        idle: fc.array(
          fc.record({ name: fc.constant('eth0'), why: fc.constantFrom('down', 'no-carrier') }),
          { maxLength: 1 },
        ),
      },
      { requiredKeys: ['kind'] },
    ),
  }),
  services: maybe({
    services: fc.record({
      asked: fc.array(ports, { maxLength: 2 }),
      handshakes: fc.array(handshake, { maxLength: 2 }),
    }),
  }),
});

const anyCertificate = (addresses: Arbitrary<string>, text: Arbitrary<string>) =>
  fc.record(
    {
      ...validity(text),
      port: ports,
      serverName: fc.oneof(fc.constant('chat.test'), text),
      protocol: fc.constantFrom('TLSv1.2', 'TLSv1.3'),
      validFor: fc.array(fc.oneof(addresses, text), { maxLength: 6 }),
      fits: fc.boolean(),
      isTrusted: fc.boolean(),
      above: fc.array(fc.record(validity(text)), { maxLength: 2 }),
      isWhole: fc.boolean(),
      serverAheadMinutes: fc.integer(),
      takenAtMs: fc.nat(),
    },
    {
      requiredKeys: [
        ...(['issuer', 'startsInMinutes', 'endsInMinutes', 'port', 'protocol'] as const),
        ...(['validFor', 'fits', 'isTrusted', 'above', 'takenAtMs'] as const),
      ],
    },
  );

const gaveUp = (asked: 'websocket' | 'http'): Handshake => ({
  ...{ asked, port: 8080, answer: 'http', afterMs: 1, status: 502 },
});

const validity = (text: Arbitrary<string>) => ({
  issuer: text,
  startsInMinutes: fc.integer(),
  endsInMinutes: fc.integer(),
});

const maybe = <Part>(parts: {
  [Field in keyof Part]: Arbitrary<Part[Field]>;
}): Arbitrary<Partial<Part>> => fc.record(parts, { requiredKeys: [] }) as Arbitrary<Partial<Part>>;
