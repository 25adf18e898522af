import { expect, test } from 'vitest';
import { recordedPackets } from '../../tests/recorded-capture.ts';
import type { Packet } from './pcap.ts';
import { ladder } from './wire-ladder.ts';

test('two hosts', () => {
  expect(`\n${ladder(recordedPackets('accepted.client').slice(0, 4))}\n`).toMatchInlineSnapshot(`
    "
                  10.77.1.2                               10.77.2.2
        0.000 ms  |--------- SYN :52984 > :8080 --------->|
        0.169 ms  |<-------- SYN-ACK :8080 > :52984 ------|
        0.183 ms  |--------- ACK :52984 > :8080 --------->|
       12.130 ms  |<---- PSH-ACK :8080 > :52984 6 bytes --|
    "
  `);
});

test('TLS is told as far as it is in clear', () => {
  expect(`\n${ladder(recordedPackets('tls-1.2.client').slice(3, 8))}\n`).toMatchInlineSnapshot(`
    "
                  127.0.0.1
        0.000 ms  | PSH-ACK :54688 > :8080 297 bytes, ClientHello without SNI
        0.017 ms  | ACK :8080 > :54688
        0.817 ms  | PSH-ACK :8080 > :54688 604 bytes, ServerHello, Certificate, ServerKeyExchange, ServerHelloDone
        0.837 ms  | ACK :54688 > :8080
        1.457 ms  | PSH-ACK :54688 > :8080 7 bytes, Alert fatal unknown_ca
    "
  `);
});

test('a third host that answers for the second', () => {
  expect(`\n${ladder(recordedPackets('router-icmp-3-1.client'))}\n`).toMatchInlineSnapshot(`
    "
                  10.77.1.2                                               10.77.2.2                                               10.77.1.1
        0.000 ms  |----------------- SYN :56284 > :8080 ----------------->|                                                       |
        0.121 ms  |<-------------------------------- ICMP 3/1 host unreachable about :56284 > :8080 ------------------------------|
    "
  `);
});

test('every kind of packet has its line', () => {
  const base = { ttl: 64, source: '10.0.0.1', destination: '10.0.0.2' };
  const packets: Packet[] = [
    { ...base, kind: 'udp', atMs: 5, sourcePort: 5, destinationPort: 53, payloadBytes: 30 },
    { ...base, kind: 'other', atMs: 6.5, protocol: 47 },
    {
      ...{ ...base, kind: 'tcp', atMs: 6.75, sourcePort: 5, destinationPort: 80, flags: [] },
      ...{ sequence: 1, acknowledgement: 1, payloadBytes: 0 },
    },
    { ...base, kind: 'icmpv6', atMs: 7, type: 128, code: 0, destination: '10.0.0.1' },
  ];
  expect(`\n${ladder(packets)}\n`).toMatchInlineSnapshot(`
    "
                  10.0.0.1                            10.0.0.2
        0.000 ms  |----- UDP :5 > :53 30 bytes ------>|
        1.500 ms  |--------- IP protocol 47 --------->|
        1.750 ms  |------- no flags :5 > :80 -------->|
        2.000 ms  | ICMPv6 128/0 echo request
    "
  `);
});

test('no packets, no ladder', () => {
  expect(ladder([])).toBe('');
});
