import { describe, expect, test } from 'vitest';
import type { Snapshot } from '../../vocabulary/index.ts';
import type { Handshake } from '../evidence.ts';
import type { Facts } from '../observe/facts.ts';
import { lookFurther } from './look-further.ts';
import { counted, factsWith, sampleRule } from './sample-facts.ts';

const { evidence } = factsWith({});
const server = { attempts: 0 } as unknown as NonNullable<Facts['evidence']['server']>;
const reported: Partial<Facts> = { evidence: { ...evidence, server } };
const dnat = sampleRule({ text: '-A PREROUTING -p tcp -j DNAT --to-destination 172.18.0.5:80' });
const arrival = { received: 1, swallowed: 0 };

const table: [parts: Partial<Facts>, many: number, says: string, commands: string[]][] = [
  [reported, 0, 'Nothing in the report accounts for it.', ['tcpdump']],
  [reported, 2, 'Take the report twice, before and after', ['tcpdump']],
  [{ ...reported, arrival }, 2, 'Take the report as root, on the machine', ['tcpdump']],
  [{ ...reported, arrival }, 0, 'Nothing in the report accounts for it.', ['tcpdump']],
  [
    { ...reported, reply: 'silence', arrival: { ...arrival, unanswered: 3 } },
    0,
    'The SYN came to the TCP of the server, which said nothing',
    ['tcpdump'],
  ],
  [
    { ...reported, reply: 'silence', forward: { rule: dnat, counted: true } },
    0,
    'The server forwards port 8080 to 172.18.0.5:80, and did so',
    ['tcpdump'],
  ],
  [
    {
      ...{ ...reported, reply: 'silence' },
      forward: {
        rule: sampleRule({ text: '-A PREROUTING -j TPROXY --on-port 81' }),
        counted: true,
      },
    },
    0,
    'hands port 8080 to a transparent proxy of its own at 81',
    ['tcpdump'],
  ],
  [
    {
      ...{ ...reported, reply: 'silence' },
      forward: {
        rule: sampleRule({ text: '-A PREROUTING -j DNAT --to-destination 127.0.0.1:81' }),
        counted: true,
      },
    },
    0,
    'discards what other machines send to a loopback address',
    ['tcpdump'],
  ],
  [
    { ...reported, reply: 'accepted', ...counted([sampleRule()]) },
    0,
    'a rule of the server counted 1 packet: see whether they were of this connection',
    ['tcpdump'],
  ],
  [{ reply: 'reset' }, 2, 'its counters whether a firewall sent the reset', ['badconn', 'badconn']],
  [
    { reply: 'refused' },
    2,
    'its counters whether a firewall sent the reset',
    ['badconn', 'badconn'],
  ],
  [{ reply: 'silence' }, 2, 'which rule discards it', ['badconn', 'badconn']],
  [{ reply: 'icmp' }, 2, 'it names the rule that sent the ICMP error', ['badconn', 'badconn']],
  [{ reply: 'no-port' }, 0, 'See which sockets hold the local ports', ['ss']],
  [{ reply: 'accepted', speech: 'refusal' }, 0, 'speaks WebSocket and refuses this request', []],
  [{ reply: 'accepted', speech: 'gateway' }, 0, 'which server it tried behind it', []],
  [{ reply: 'accepted', speech: 'not-http' }, 0, 'The connection stands; see what', []],
  [{ reply: 'other' }, 0, 'and look at the name, the route and the proxy', ['badconn', 'badconn']],
  [
    { reply: 'no-route' },
    0,
    'and look at the name, the route and the proxy',
    ['badconn', 'badconn'],
  ],
];

test.each(table)('of %j, with %i causes left, it says: %s', (parts, many, says, programs) => {
  const causes = (['not-listening', 'wrong-port'] as const).slice(0, many);
  const { action, commands, text } = lookFurther(factsWith(parts), causes);
  expect(action).toBe('look-further');
  expect(text).toContain(says);
  expect(text).not.toContain('compare it with');
  expect(commands.map((command) => command.split(' ', 1)[0])).toEqual(programs);
});

test('an answer that leaves causes open is not looked into by packets', () => {
  const handshake: Handshake = {
    ...{ asked: 'websocket', port: 8080, answer: 'http', afterMs: 1, status: 403 },
    firstBytes: 'Request forbidden by administrative rules.',
  };
  const parts: Partial<Facts> = { ...reported, reply: 'accepted', speech: 'refusal', handshake };
  const { commands, text } = lookFurther(factsWith(parts), ['token-required', 'origin-refused']);
  expect(text).toContain('refuses this request by a rule of its own');
  expect(commands).toEqual([]);
  const other = { ...handshake, firstBytes: '' };
  expect(
    lookFurther(factsWith({ ...parts, handshake: other }), ['token-required', 'origin-refused'])
      .text,
  ).toContain('compare path, credentials, origin');
});

test('what is forwarded by a machine that passes nothing on', () => {
  const parts = { reply: 'silence', forward: { rule: dnat, counted: true } } as const;
  const snapshot = (forwards: string, errors: number): Snapshot => ({
    ...{ takenAtMs: 0, root: true, addresses: [], routes: [], listeners: [], firewall: [] },
    ...{ sockets: {}, processes: [], markers: {}, missing: [] },
    counters: { 'Ip.InAddrErrors': errors },
    sysctls: { 'net.ipv4.ip_forward': forwards },
  });
  const said = (forwards: string, errors: number) =>
    lookFurther(
      factsWith({
        ...parts,
        evidence: {
          ...evidence,
          server: {
            ...{ protocol: 1, attempts: 1 },
            before: snapshot(forwards, 0),
            after: snapshot(forwards, errors),
          },
        },
      }),
      [],
    );
  expect(said('0', 2).text).toContain('net.ipv4.ip_forward is 0');
  expect(said('0', 2).commands).toEqual(['sysctl -w net.ipv4.ip_forward=1']);
  for (const other of [said('1', 2), said('0', 0)]) expect(other.commands[0]).toMatch(/^tcpdump /);
});

test('the commands name what the client is set to', () => {
  const commandsOf = (parts: Partial<Facts>) => lookFurther(factsWith(parts), []).commands;
  expect(commandsOf(reported)).toEqual(["tcpdump -ni any 'host 10.0.0.2 and tcp port 8080'"]);
  expect(commandsOf({ reply: 'no-port' })).toEqual(["ss -tan 'dport = :8080'"]);
  expect(commandsOf({})).toEqual([
    'badconn collect > report.txt',
    'badconn diagnose ws://10.0.0.2:8080/ --report report.txt',
  ]);
  for (const url of ['--report a:', '-x ws://a/', '']) {
    const target = { ...evidence.target, url };
    expect(commandsOf({ evidence: { ...evidence, target } })).toEqual([
      'badconn collect > report.txt',
    ]);
  }
});

describe('where another machine may be meant', () => {
  const said = (
    elsewhere: boolean | undefined,
    host = '10.0.0.2',
    cause = 'wrong-host' as const,
  ) => {
    const intended = { elsewhere, meant: undefined, nameIsRight: undefined };
    const target = { ...evidence.target, host };
    return lookFurther(factsWith({ intended, evidence: { ...evidence, target } }), [
      'not-listening',
      cause,
    ]).text;
  };

  test.each([
    [true, '10.0.0.2', "10.0.0.2 is not the server's. Connect to an address of the server."],
    [true, 'chat.test', 'If chat.test is the name of the server, correct where'],
    [undefined, '10.0.0.2', 'runs. Whether 10.0.0.2 is an address of the server that you mean'],
    [undefined, 'chat.test', 'chat.test leads to 10.0.0.2. Whether 10.0.0.2 is an address'],
  ])('and it is elsewhere: %s, by %s', (elsewhere, host, expected) => {
    expect(said(elsewhere, host)).toContain(expected);
    for (const cause of ['dns-wrong-server', 'hosts-file-override'])
      expect(said(elsewhere, host, cause as 'wrong-host')).toContain(expected);
  });
});

describe('where TLS failed', () => {
  const tls = (code?: string): Handshake => ({
    ...{ asked: 'tls', port: 8080, answer: 'failed', afterMs: 1 },
    ...(code === undefined ? {} : { code }),
  });
  const connect = 'openssl s_client -connect 10.0.0.2:8080 </dev/null';
  const accepted = { reply: 'accepted' } as const;

  test('by its certificate, that is looked at', () => {
    const { text, ...rest } = lookFurther(
      factsWith({ ...accepted, handshake: tls('CERT_HAS_EXPIRED') }),
      [],
    );
    expect(text).toContain('See whom the certificate is for');
    expect(rest).toEqual({
      action: 'look-further',
      commands: [
        `${connect} | openssl x509 -noout -subject -issuer -dates -ext subjectAltName`,
        'date -u',
      ],
    });
  });

  test.each([undefined, 'EPROTO'])('by %s, TLS is', (code) => {
    const { text, ...rest } = lookFurther(factsWith({ ...accepted, handshake: tls(code) }), []);
    expect(text).toContain('See whether the port speaks TLS at all');
    expect(rest).toEqual({ action: 'look-further', commands: [connect] });
  });

  test('the name of the url is asked for, an address is not', () => {
    const target = { ...evidence.target, host: 'chat.test' };
    const { commands } = lookFurther(
      factsWith({ handshake: tls(), evidence: { ...evidence, target } }),
      [],
    );
    expect(commands).toEqual([connect.replace('</dev', '-servername chat.test </dev')]);
  });

  test('an IPv6 address stands in brackets', () => {
    const { commands } = lookFurther(factsWith({ handshake: tls(), address: 'fd77::3' }), []);
    expect(commands[0]).toContain("-connect '[fd77::3]:8080' ");
  });

  test('by a certificate that came alone, where the one above it can be had', () => {
    const shown = { time: 'within', trust: 'nothing' } as Facts['certificate'];
    const handshake = tls('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
    const { text, commands } = lookFurther(
      factsWith({ ...accepted, handshake, certificate: shown }),
      ['chain-incomplete', 'certificate-untrusted'],
    );
    expect(text).toContain('sends its certificate alone');
    expect(commands).toEqual([
      `${connect} | openssl x509 -noout -subject -issuer -ext authorityInfoAccess`,
    ]);
  });

  test('it was not TLS that was asked for, nothing is said of it', () => {
    const http: Handshake = { ...tls(), asked: 'http' };
    const { text } = lookFurther(factsWith({ ...accepted, handshake: http }), []);
    expect(text).toContain('The connection stands');
  });
});
