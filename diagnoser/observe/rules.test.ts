import { describe, expect, test } from 'vitest';
import type { Snapshot } from '../../vocabulary/index.ts';
import { conclude } from '../conclude/index.ts';
import { sampleRule } from '../conclude/sample-facts.ts';
import type { Evidence } from '../evidence.ts';
import { read } from './facts.ts';

const address = '203.0.113.9';
const snapshot = (parts: Partial<Snapshot> = {}): Snapshot => ({
  ...{ takenAtMs: 0, root: true, addresses: ['10.0.0.2/24'], routes: [], listeners: [] },
  ...{ firewall: [], counters: {}, sysctls: {}, sockets: {}, processes: [], markers: {} },
  missing: [],
  ...parts,
});
const evidence = (parts: Partial<Snapshot>, after = parts): Evidence => ({
  ...{ version: 1, vantage: 'client+server', handshakes: [], signs: [], neighbours: [] },
  target: { url: `ws://${address}:8080/`, scheme: 'ws', host: address, port: 8080, path: '/' },
  symptom: { code: 'ECONNREFUSED', message: '', afterMs: 1 },
  attempts: [
    {
      ...{ address, port: 8080, code: 'ECONNREFUSED', message: '', local: false, afterMs: 1 },
      counters: { 'Tcp.InSegs': 1 },
    },
  ],
  server: { protocol: 1, before: snapshot(parts), after: snapshot(after), attempts: 1 },
});
const rulesIn = async (parts: Partial<Snapshot>) => (await read(evidence(parts))).facts.rules;

test.each<[what: string, parts: Partial<Snapshot>, manager: 'ufw' | 'firewalld' | undefined]>([
  ['a file of its process id', { markers: { firewalld: 'running' } }, 'firewalld'],
  ['its process', { processes: [{ pid: 9, state: 'S', command: 'firewalld' }] }, 'firewalld'],
  [
    'its table',
    { firewall: [sampleRule({ backend: 'nft', table: 'inet firewalld' })] },
    'firewalld',
  ],
  ['its configuration', { markers: { ufw: 'ENABLED=yes' } }, 'ufw'],
  ['nothing', {}, undefined],
])('who keeps the rules shows by %s', async (_, parts, manager) => {
  expect((await rulesIn(parts))?.manager).toBe(manager);
});

test.each<[missing: string[], areAllRead: boolean]>([
  [[], true],
  [['nft: nft is not installed'], true],
  [
    ['iptables: iptables-save is not installed', 'ip6tables: ip6tables-save is not installed'],
    true,
  ],
  [
    ['nft: x is not installed', 'iptables: x is not installed', 'ip6tables: x is not installed'],
    false,
  ],
  [['nft: nft ended with 1: Operation not permitted'], false],
  [['iptables-legacy: iptables-legacy tables present'], false],
])('whether all rules are read where %j is missing: %s', async (missing, areAllRead) => {
  expect(await rulesIn({ missing })).toMatchObject({ areAllRead, mayReject: !areAllRead });
});

describe('a refusal by an address that the server does not have', () => {
  // The report is taken over a connection, so that packets arrive anyway.
  const before = { counters: { 'Ip.InReceives': 5, 'Ip.InDelivers': 5 } };
  const after = { counters: { 'Ip.InReceives': 9, 'Ip.InDelivers': 9 } };

  test('is not one of its firewall where no rule rejects', async () => {
    const { candidates } = await conclude(evidence(before, after));
    expect(candidates).toEqual(['router-reject', 'wrong-host']);
  });

  test('is one of the server where whose resets were sent is not known', async () => {
    const mixed = { ...after.counters, 'Tcp.OutRsts': 1, 'Tcp.EstabResets': 1 };
    const { candidates } = await conclude(evidence(before, { counters: mixed }));
    expect(candidates).not.toContain('router-reject');
  });

  test('may be, by translation, where a rule does', async () => {
    const firewall = [sampleRule({ verdict: 'reject', rejectWith: 'tcp-reset', packets: 0 })];
    const { candidates } = await conclude(
      evidence({ ...before, firewall }, { ...after, firewall }),
    );
    expect(candidates).toEqual(['firewall-reject-reset', 'wrong-host']);
  });
});
