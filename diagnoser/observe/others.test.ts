import { expect, test } from 'vitest';
import type { Evidence } from '../evidence.ts';
import { arrival } from './arrival.ts';
import type { Connection } from './observation.ts';
import { resets } from './resets.ts';

type Risen = Record<string, number>;

/** A connection to a server with these counter increases while the client tried. */
function risen(counters: Risen, address = '10.0.0.2'): Connection {
  const snapshot = { missing: [], listeners: [], firewall: [], sysctls: {}, markers: {} };
  const still = Object.fromEntries(Object.keys(counters).map((name) => [name, 0]));
  const evidence = {
    target: { url: 'ws://10.0.0.2:80/', scheme: 'ws', host: '10.0.0.2', port: 80, path: '/' },
    server: {
      protocol: 1,
      attempts: 1,
      before: { ...snapshot, counters: still },
      after: { ...snapshot, counters },
    },
  } as unknown as Evidence;
  return { address, port: 80, direct: 'reset', disagrees: false, evidence };
}

test('a reset that ends a connection of another program is none that refuses', () => {
  expect(resets.read(risen({ 'Tcp.OutRsts': 1, 'Tcp.EstabResets': 0 }))).toBe(1);
  expect(resets.read(risen({ 'Tcp.OutRsts': 0, 'Tcp.EstabResets': 2 }))).toBe(0);
  expect(resets.read(risen({ 'Tcp.OutRsts': 3, 'Tcp.EstabResets': 1 }))).toBe(2);
  // Either reset may have ended an established connection.
  expect(resets.read(risen({ 'Tcp.OutRsts': 1, 'Tcp.EstabResets': 2 }))).toBeUndefined();
});

test('over IPv6 a question for the neighbour of another is no packet that a firewall took', () => {
  const asked = { Ip6InReceives: 5, Ip6InDelivers: 2, Ip6InMcastPkts: 3 };
  // Two of three questions were for this machine, so one of the five packets was for another.
  const over6 = risen({ ...asked, Icmp6InNeighborSolicits: 2 }, 'fd00::2');
  expect(arrival.read(over6)).toEqual({ received: 5, swallowed: 2 });
  const allTaken = risen(
    { Ip6InReceives: 2, Ip6InDelivers: 1, Icmp6InNeighborSolicits: 1 },
    'fd00::2',
  );
  expect(arrival.read(allTaken)).toEqual({ received: 2, swallowed: 1 });
});
