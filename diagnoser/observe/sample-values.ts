import fc, { type Arbitrary } from 'fast-check';
import type { FirewallRule, Listener } from '../../vocabulary/index.ts';
import type { Attempt, Handshake, NameAnswer } from '../evidence.ts';

export const ports = fc.constantFrom(22, 80, 8080, 8081);

export const codes = fc.constantFrom(
  ...['connected', 'silence', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL'],
  ...['ETIMEDOUT', 'EMFILE', 'HTTP 404', 'close 1006', 'ECONNRESET', ''],
);

export const counters = (...names: readonly string[]): Arbitrary<Record<string, number>> =>
  fc.dictionary(fc.constantFrom(...names), fc.nat({ max: 3 }));

/** Counters of the client's kernel during an attempt. */
const ofTheAttempt = counters(
  ...['Tcp.InSegs', 'Tcp.OutRsts', 'Icmp.InDestUnreachs', 'Icmp.OutDestUnreachs'],
  ...['TcpExt.LockDroppedIcmps', 'TcpExt.TCPSynRetrans'],
);

/** Values that several observations use; `text` is untrusted text. */
export interface SampleValues {
  text: Arbitrary<string>;
  addresses: Arbitrary<string>;
  attempt: Arbitrary<Attempt>;
  handshake: Arbitrary<Handshake>;
  nameAnswer: Arbitrary<NameAnswer>;
  rule: Arbitrary<FirewallRule>;
  listener: Arbitrary<Listener>;
}

export const valuesOf = (text: Arbitrary<string>): SampleValues => {
  const addresses = fc.oneof(
    fc.constantFrom('10.0.0.2', '127.0.0.1', '0.0.0.0', '*', '::', '::1', 'fd00::2', ''),
    text,
  );
  return {
    text,
    addresses,
    attempt: fc.record(
      {
        address: addresses,
        port: ports,
        code: codes,
        message: text,
        local: fc.boolean(),
        afterMs: fc.double(),
        counters: ofTheAttempt,
      },
      { requiredKeys: ['address', 'port', 'code', 'message', 'local', 'afterMs'] },
    ),
    handshake: fc.record(
      {
        asked: fc.constantFrom('websocket', 'http', 'tls', 'tunnel', 'nothing'),
        unacknowledged: fc.constantFrom(61, 1700),
        losses: fc.record({ repeated: fc.nat(2), behindGap: fc.nat(2) }),
        port: ports,
        answer: fc.constantFrom('http', 'other-bytes', 'silence', 'closed', 'failed'),
        afterMs: fc.double(),
        status: fc.constantFrom(
          // Gateway statuses, since that observation needs several conditions at once.
          ...[502, 502, 503, 503, 504, 504],
          101,
          200,
          301,
          400,
          403,
          404,
          421,
          426,
          502,
          502,
          502,
          503,
          504,
          511,
          521,
        ),
        reason: text,
        headers: fc.dictionary(
          fc.constantFrom('date', 'server', 'upgrade', 'sec-websocket-version', 'via', 'cf-ray'),
          text,
        ),
        firstBytes: fc.oneof(
          fc.constantFrom('\x15\x03\x01', '-ERR max number of clients reached', 'SSH-2.0-x\r\n'),
          text,
        ),
        ended: fc.constant(true as const),
        closeCode: fc.constantFrom(1000, 1008, 1011, 1013, 1014),
        closeReason: text,
        accepted: fc.boolean(),
        code: codes,
      },
      { requiredKeys: ['asked', 'port', 'answer', 'afterMs'] },
    ),
    nameAnswer: fc.record(
      {
        server: addresses,
        addresses: fc.array(addresses, { maxLength: 2 }),
        code: fc.constantFrom(
          'ENOTFOUND',
          'ENODATA',
          'ESERVFAIL',
          'ETIMEOUT',
          'ECONNREFUSED',
          'EHOSTUNREACH',
          '',
        ),
        over: fc.constant('tcp'),
        lives: fc.constant(true),
        ttlSeconds: fc.nat(),
        afterMs: fc.double(),
      },
      { requiredKeys: ['server', 'addresses', 'afterMs'] },
    ),
    rule: fc.record(
      {
        backend: fc.constantFrom('iptables', 'ip6tables', 'nft'),
        table: fc.oneof(fc.constantFrom('filter', 'inet fw', 'ip6 fw'), text),
        chain: fc.oneof(fc.constantFrom('INPUT', 'ufw-user-input', 'mine'), text),
        hook: fc.constantFrom('input', 'output', 'prerouting', 'forward'),
        kind: fc.constantFrom('rule', 'policy'),
        verdict: fc.constantFrom('accept', 'drop', 'reject', 'other'),
        rejectWith: fc.constantFrom('tcp-reset', 'icmp-port-unreachable'),
        packets: fc.nat({ max: 3 }),
        sets: fc.array(
          fc.record(
            {
              set: fc.oneof(fc.constantFrom('bad', 'ports'), text),
              elements: fc.array(fc.oneof(addresses, fc.constantFrom('8080', '80 : drop'), text)),
              isCut: fc.boolean(),
            },
            { requiredKeys: ['set', 'elements'] },
          ),
          { maxLength: 1 },
        ),
        text: fc.oneof(
          fc.constantFrom('-A INPUT -p tcp --dport 8080 -j DROP', 'tcp dport { 22, 8080 } drop'),
          fc.constantFrom('ip saddr @bad drop', '-A INPUT -m set --match-set bad src -j DROP'),
          fc.constantFrom('tcp dport @ports drop', 'dnat to tcp dport map @ports'),
          text.map((words) => `-A INPUT -m comment --comment "${words}" -j DROP`),
          text,
        ),
      },
      { requiredKeys: ['backend', 'table', 'chain', 'kind', 'verdict', 'text'] },
    ),
    listener: fc.record({
      address: addresses,
      port: ports,
      family: fc.constantFrom('ipv4', 'ipv6', 'both'),
      queued: fc.nat({ max: 2 }),
      backlog: fc.nat({ max: 2 }),
      process: fc.oneof(fc.constantFrom('node', 'nginx'), text),
    }),
  };
};
