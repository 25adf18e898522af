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

describe('what may discard', () => {
  const nft = (text: string, more = {}) =>
    sampleRule({
      ...{ backend: 'nft', table: 'inet fw', chain: 'in', hook: 'input', verdict: 'other', text },
      ...more,
    });

  test.each([
    ['tcp dport vmap { 22 : accept, 8080 : drop }', true],
    ['tcp dport vmap @verdicts', true],
    ['tcp dport vmap { 22 : accept, 8080 : jump web }', false],
    ['ct state vmap { invalid : drop, established : accept }', false],
  ])('%s: %s', async (text, mayDiscard) => {
    expect(await rulesIn({ firewall: [nft(text)] })).toMatchObject({ mayDiscard });
  });

  test('is none behind an accept of the port', async () => {
    const policy = sampleRule({ kind: 'policy', hook: 'input', text: ':INPUT DROP' });
    const accept = sampleRule({
      ...{ hook: 'input', verdict: 'accept', text: '-A INPUT -p tcp --dport 8080 -j ACCEPT' },
    });
    const before = { firewall: [{ ...policy, packets: 1 }, accept] };
    const after = { firewall: [{ ...policy, packets: 9 }, accept] };
    const { facts } = await read(evidence(before, after));
    expect(facts.rules).toMatchObject({ inbound: [], mayDiscard: false });
    expect(facts.uncountedRules).toEqual([]);
  });

  test('is a limit where what does not count is nothing else', async () => {
    const policy = nft('type filter hook input priority filter; policy drop;', {
      ...{ kind: 'policy', verdict: 'drop' },
    });
    const within = nft('tcp dport 8080 limit rate 9/minute accept', { verdict: 'accept' });
    expect((await rulesIn({ firewall: [policy, within] }))?.purpose).toBe('limit');
    const banned = nft('ip saddr @banned drop', { verdict: 'drop' });
    expect((await rulesIn({ firewall: [banned, policy, within] }))?.purpose).toBeUndefined();
    expect((await rulesIn({ firewall: [banned] }))?.purpose).toBeUndefined();
  });
});

test('of several processes of one name the one that is stopped has the socket, or has not', async () => {
  const listener = {
    ...{ address: '0.0.0.0', family: 'ipv4' as const, port: 8080, queued: 0, backlog: 9 },
    ...{ process: 'python3', pid: 7 },
  };
  const processes = [7, 8, 9].map((pid) => ({
    pid,
    state: pid > 7 ? 'T' : 'S',
    command: 'python3',
  }));
  const ownerOf = async (pids?: number[]) => {
    const listeners = [pids === undefined ? listener : { ...listener, pids }];
    return (await read(evidence({ listeners, processes }))).facts.owner;
  };
  expect(await ownerOf([7, 9])).toMatchObject({ stoppedPid: 9, hasSocket: true });
  expect(await ownerOf([7])).not.toHaveProperty('stoppedPid');
  expect(await ownerOf([7, 8, 9])).toMatchObject({ stoppedPid: 8, alsoStopped: [9] });
  expect(await ownerOf()).toMatchObject({ stoppedPid: 8 });
});

describe('what counters tell of a SYN that nobody answers', () => {
  const of = async (
    counters: Record<string, number>,
    more: Partial<Snapshot> = {},
    to = address,
  ) => {
    const zero = Object.fromEntries(Object.keys(counters).map((name) => [name, 0]));
    const given = evidence({ ...more, counters: zero }, { ...more, counters });
    const attempts = given.attempts.map((one) => ({ ...one, address: to, code: 'silence' }));
    const symptom = { code: 'silence', message: '', afterMs: 1 };
    const target = { ...given.target, host: to };
    return (await read({ ...given, attempts, symptom, target })).facts;
  };
  const came = { 'Ip.InReceives': 3, 'Ip.InDelivers': 3, 'Tcp.InSegs': 3 };
  const inV6 = { Ip6InReceives: 3, Ip6InDelivers: 3, 'Tcp.InSegs': 3, 'TcpExt.ListenDrops': 3 };

  test.each([
    [{ ...came, 'Tcp.OutSegs': 0 }, { unanswered: 3 }],
    [{ ...came, 'Tcp.OutSegs': 3 }, {}],
    [{ ...came, 'Tcp.InSegs': 1, 'Tcp.OutSegs': 0 }, {}],
    [{ ...came, 'Tcp.OutSegs': 6, 'Ip.OutRequests': 6, 'Ip.OutTransmits': 0 }, { heldBack: 6 }],
    [{ ...came, 'Tcp.OutSegs': 6, 'Ip.OutRequests': 6, 'Ip.OutTransmits': 6 }, {}],
    // Older kernels do not count transmissions.
    [{ ...came, 'Tcp.OutSegs': 6, 'Ip.OutRequests': 6 }, {}],
  ])('%j', async (counters, told) => {
    expect((await of(counters)).arrival).toEqual({ received: 3, swallowed: 0, ...told });
  });

  test.each([
    ['no route of IPv6', inV6, {}, 3],
    ['a full queue', { ...inV6, 'TcpExt.ListenOverflows': 3 }, {}, 0],
    ['no room without SYN cookies', inV6, { sysctls: { 'net.ipv4.tcp_syncookies': '0' } }, 0],
  ])('a listening socket drops it for %s', async (_, counters, more, packets) => {
    expect((await of(counters, more, 'fd00::2')).routes).toBe(packets);
  });
});
