import { describe, expect, test } from 'vitest';
import type { Cause, Snapshot } from '../../vocabulary/index.ts';
import type { Attempt, Evidence } from '../evidence.ts';
import { conclude } from './index.ts';

const address = '10.77.1.3';

const ended = (code: string, of = address): Attempt => ({
  ...{ address: of, port: 8080, code, message: code, local: false, afterMs: 1 },
  counters: code === 'ECONNREFUSED' ? { 'Tcp.InSegs': 1 } : {},
});

const evidence = (code: string, parts: Partial<Evidence> = {}): Evidence => ({
  version: 1,
  vantage: 'client',
  target: { url: `ws://${address}:8080/`, scheme: 'ws', host: address, port: 8080, path: '/' },
  symptom: { code, message: code, afterMs: 1 },
  attempts: [ended(code)],
  handshakes: [],
  signs: [],
  neighbours: [],
  ...parts,
});

const named = async (given: Evidence): Promise<readonly Cause[]> =>
  (await conclude(given)).candidates;

const byName = (intendedName?: string): Partial<Evidence> => ({
  target: { url: 'ws://chat.test:8080/', scheme: 'ws', host: 'chat.test', port: 8080, path: '/' },
  intendedAddress: '10.77.1.9',
  lookup: { addresses: [address], afterMs: 1 },
  ...(intendedName === undefined ? {} : { intendedName }),
});

describe('a refusal by another machine than the one meant', () => {
  test('is that, where the address that is meant is known', async () => {
    const { candidates, remedy } = await conclude(
      evidence('ECONNREFUSED', { intendedAddress: '10.77.1.9' }),
    );
    expect(candidates).toEqual(['wrong-host']);
    expect(remedy?.action).toBe('use-right-address');
    expect(remedy?.text).toContain('10.77.1.9');
  });

  test('is the last of the candidates where nothing is known, and none where the address is right', async () => {
    const unknown = await conclude(evidence('ECONNREFUSED'));
    expect(unknown.candidates.at(-1)).toBe('wrong-host');
    expect(unknown.candidates[0]).toBe('not-listening');
    expect(unknown.remedy?.text).toContain('--expect-address');
    const right = evidence('ECONNREFUSED', { intendedAddress: address });
    expect(await named(right)).not.toContain('wrong-host');
    expect(await named(right)).toContain('not-listening');
  });

  test('is not concluded from a public address that may stand for a private one', async () => {
    const translated = evidence('ECONNREFUSED', {
      attempts: [ended('ECONNREFUSED', '203.0.113.7')],
      intendedAddress: address,
    });
    expect(await named(translated)).toContain('not-listening');
  });

  const names = (source: 'dns' | 'hosts-file'): Partial<Evidence> => ({
    names: {
      hostsFile: source === 'dns' ? [] : [address],
      answers: source === 'dns' ? [{ server: '10.77.1.1', addresses: [address], afterMs: 1 }] : [],
    },
  });

  test.each([
    ['dns', 'shop.test', ['wrong-host']],
    ['dns', 'Chat.test.', ['dns-wrong-server']],
    ['dns', undefined, ['dns-wrong-server', 'wrong-host']],
    ['hosts-file', 'shop.test', ['wrong-host']],
    ['hosts-file', 'chat.test', ['hosts-file-override']],
    ['hosts-file', undefined, ['hosts-file-override', 'wrong-host']],
  ] as const)('by %s, the server being called %s, is %j', async (source, name, expected) => {
    const given = evidence('ECONNREFUSED', { ...byName(name), ...names(source) });
    expect(await named(given)).toEqual(expected);
  });

  test.each([
    ['dns', 'dns-wrong-server'],
    ['hosts-file', 'hosts-file-override'],
  ] as const)(
    'by %s may be, where only the name is known, and is the last',
    async (source, led) => {
      const { intendedAddress: _, ...known } = byName('chat.test');
      const candidates = await named(evidence('ECONNREFUSED', { ...known, ...names(source) }));
      expect(candidates.at(-1)).toBe(led);
      expect(candidates).toContain('not-listening');
      expect(candidates).not.toContain('wrong-host');
    },
  );

  test('is that, where the name that is known leads elsewhere, and is not where it leads there', async () => {
    const known = { intendedName: 'shop.test' };
    const elsewhere = evidence('ECONNREFUSED', { ...known, intendedLookup: ['10.77.1.9'] });
    const { candidates, remedy } = await conclude(elsewhere);
    expect(candidates).toEqual(['wrong-host']);
    expect(remedy?.text).toContain('shop.test, 10.77.1.9');
    const there = evidence('ECONNREFUSED', { ...known, intendedLookup: [address] });
    expect(await named(there)).not.toContain('wrong-host');
    const nowhere = evidence('ECONNREFUSED', { ...known, intendedLookup: [] });
    expect(await named(nowhere)).toContain('wrong-host');
  });

  test('is not concluded where it is not known by which way the name leads there', async () => {
    expect(await named(evidence('ECONNREFUSED', byName()))).toEqual([]);
  });
});

test('a name that leads elsewhere is no cause by itself where nothing refused and nothing was silent', async () => {
  const parts: Partial<Evidence> = {
    ...byName(),
    names: { hostsFile: [], answers: [{ server: '10.77.1.1', addresses: [address], afterMs: 1 }] },
  };
  const { intendedAddress: _, ...unknown } = parts;
  expect(await named(evidence('EHOSTUNREACH', unknown))).toEqual([]);
  expect(await named(evidence('ENETUNREACH', unknown))).toEqual(['router-has-no-route']);
});

test('a router that told the plain client alone is believed (icmp_ratelimit)', async () => {
  const told = { code: 'ENETUNREACH', message: 'connect ENETUNREACH', afterMs: 3 };
  const given = evidence('silence', { route: { kind: 'default' }, symptom: told });
  const { candidates, evidence: said } = await conclude(given);
  expect(candidates).toEqual(['private-ip-other-lan']);
  expect(said?.[0]?.observed).toContain('The plain client had ENETUNREACH');
});

test('a router has a way to a machine that answers anything else: a firewall says net unreachable', async () => {
  const route = { kind: 'default' } as const;
  const alive = { means: 'udp', port: 33_440, code: 'ECONNREFUSED', afterMs: 2 } as const;
  const candidates = await named(evidence('ENETUNREACH', { route, signs: [alive] }));
  expect(candidates).toContain('firewall-reject');
  expect(candidates).toContain('router-reject');
  expect(candidates).not.toContain('router-has-no-route');
  const told = { ...alive, code: 'ENETUNREACH' };
  expect(await named(evidence('ENETUNREACH', { route, signs: [told] }))).not.toContain(
    'firewall-reject',
  );
});

describe('loopback, where the server is another machine', () => {
  const refused = (parts: Partial<Evidence>) =>
    evidence('ECONNREFUSED', {
      attempts: [ended('ECONNREFUSED', '127.0.0.1')],
      isServerHere: false,
      ...parts,
    });
  test('is the wrong host', async () => {
    expect(await named(refused({ intendedAddress: '10.77.1.9' }))).toEqual(['wrong-host']);
    expect(await named(refused({ intendedAddress: '10.77.1.9', isServerHere: true }))).toContain(
      'not-listening',
    );
  });
  test('is the wrong host by the name localhost as well, whatever the hosts file has', async () => {
    const names: Evidence['names'] = { hostsFile: ['127.0.0.1'], answers: [] };
    const lookup = { addresses: ['127.0.0.1'], afterMs: 1 };
    const local = byName('localhost');
    const target = { ...evidence('x').target, url: 'ws://localhost:8080/', host: 'localhost' };
    const { candidates, remedy } = await conclude(refused({ ...local, target, lookup, names }));
    expect(candidates).toEqual(['wrong-host']);
    expect(remedy?.text).toContain('the server itself: 10.77.1.9.');
  });
  test('is a line of the hosts file, where that says so of a name that DNS knows', async () => {
    const names: Evidence['names'] = {
      hostsFile: ['127.0.0.1'],
      answers: [{ server: '10.77.1.53', addresses: ['10.77.1.9'], ttlSeconds: 9, afterMs: 1 }],
    };
    const lookup = { addresses: ['127.0.0.1'], afterMs: 1 };
    const given = refused({ ...byName(), lookup, names });
    expect((await named(given))[0]).toBe('hosts-file-override');
  });
});

describe('silence from a private address', () => {
  const unreached = (kind: 'default' | 'route' | 'on-link' | 'none', intendedAddress?: string) =>
    evidence('silence', {
      route: { kind },
      ...(intendedAddress === undefined ? {} : { intendedAddress }),
    });

  test.each(['default', 'none'] as const)(
    'with the route %s, and another address that is meant, is out of reach',
    async (kind) => {
      const { candidates, remedy } = await conclude(unreached(kind, '203.0.113.7'));
      expect(candidates).toEqual(['private-ip-other-lan']);
      expect(remedy?.text).toContain('203.0.113.7');
    },
  );

  test('is the likeliest, and not the only cause, where no other address is known', async () => {
    const candidates = await named(unreached('default'));
    expect(candidates[0]).toBe('private-ip-other-lan');
    expect(candidates).toContain('host-firewall-drop');
  });

  test.each(['route', 'on-link'] as const)('is nothing of it with the route %s', async (kind) => {
    expect(await named(unreached(kind, '203.0.113.7'))).not.toContain('private-ip-other-lan');
  });

  test('is nothing of it when the machine answers something', async () => {
    const alive = { means: 'tcp', port: 22, code: 'connected', afterMs: 1 } as const;
    const given = { ...unreached('default', '203.0.113.7'), signs: [alive] };
    expect(await named(given)).not.toContain('private-ip-other-lan');
  });
});

test('a router that has no route: where the address is private, the client is in another network', async () => {
  const parts: Partial<Evidence> = { route: { kind: 'default' }, intendedAddress: '203.0.113.7' };
  expect(await named(evidence('ENETUNREACH', parts))).toEqual(['private-ip-other-lan']);
  const elsewhere = { ...parts, attempts: [ended('ENETUNREACH', '203.0.113.9')] };
  expect(await named(evidence('ENETUNREACH', elsewhere))).toEqual(['router-has-no-route']);
});

test('what keeps away each connection is no cause of silence after one that stood', async () => {
  const symptom = {
    stage: 'exchange',
    code: 'silence',
    message: 'silence',
    afterMs: 1500,
  } as const;
  const { candidates, evidence: said } = await conclude(evidence('silence', { symptom }));
  expect(candidates).toEqual([
    'accept-queue-full',
    'connection-table-full',
    'rate-limit',
    'banned-client',
  ]);
  expect(said?.at(-1)?.observed).toContain('on a connection that stood');
});

test('of several processes that share a port, one that is stopped will not always answer', async () => {
  const snapshot: Snapshot = {
    ...{ takenAtMs: 0, root: true, addresses: [`${address}/24`], routes: [], firewall: [] },
    ...{ counters: {}, sysctls: {}, sockets: {}, markers: {}, missing: [] },
    listeners: [7, 8].map((pid) => ({
      ...{ address: '0.0.0.0', port: 8080, family: 'ipv4', queued: 0, backlog: 9 },
      ...{ process: 'app', pid },
    })),
    processes: [7, 8, 9].map((pid) => ({ pid, state: pid === 8 ? 'T' : 'S', command: 'app' })),
  };
  const given = (state: Snapshot['processes']) =>
    evidence('connected', {
      target: {
        url: `http://${address}:8080/`,
        scheme: 'http',
        host: address,
        port: 8080,
        path: '/',
      },
      handshakes: [
        {
          asked: 'http',
          port: 8080,
          answer: 'http',
          status: 200,
          reason: 'OK',
          headers: {},
          afterMs: 1,
        },
      ],
      server: { protocol: 1, attempts: 0, before: { ...snapshot, processes: state } },
    });
  expect(await named(given(snapshot.processes))).toEqual(['server-stopped']);
  const another = snapshot.processes.map((one) => ({ ...one, state: one.pid === 9 ? 'T' : 'S' }));
  expect((await conclude(given(another))).status).toBe('healthy');
});
