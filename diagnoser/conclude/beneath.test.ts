import { describe, expect, test } from 'vitest';
import type { Answer, Listener, Snapshot } from '../../vocabulary/index.ts';
import type { Evidence, LocalPorts } from '../evidence.ts';
import { conclude } from './index.ts';

const address = '10.0.0.2';
const held: LocalPorts = { first: 40_000, last: 40_015, held: { CLOSE_WAIT: 16 } };

const listener = (at: string, port = 8080): Listener => ({
  ...{ address: at, port, family: at.includes(':') ? 'ipv6' : 'ipv4' },
  ...{ queued: 0, backlog: 511 },
});

const snapshot = (parts: Partial<Snapshot> = {}): Snapshot => ({
  ...{ takenAtMs: 1, root: true, addresses: ['127.0.0.1/8', `${address}/24`, '10.9.0.2/24'] },
  ...{ routes: [], listeners: [], firewall: [], counters: {}, sysctls: {}, sockets: {} },
  ...{ processes: [], markers: {}, missing: [], ...parts },
});

/** A client without a free local port: none of its packets reached the server. */
const exhausted = (before?: Snapshot, parts: Partial<Evidence> = {}): Evidence => ({
  ...{ version: 1, vantage: before ? 'client+server' : 'client' },
  target: { url: `ws://${address}:8080/`, scheme: 'ws', host: address, port: 8080, path: '/' },
  symptom: { code: 'EADDRNOTAVAIL', message: 'EADDRNOTAVAIL', afterMs: 1 },
  attempts: [{ address, port: 8080, code: 'EADDRNOTAVAIL', message: '', local: true, afterMs: 1 }],
  ...{ handshakes: [], signs: [], neighbours: [], ports: held },
  ...(before ? { server: { protocol: 1, before, after: before, attempts: 1 } } : {}),
  ...parts,
});

const also = async (evidence: Evidence): Promise<Answer['also']> => {
  const { candidates, also: deeper } = await conclude(evidence);
  expect(candidates).toEqual(['ports-held']);
  return deeper;
};

describe('what the sockets of a report show beneath', () => {
  test.each<[name: string, expected: Answer['also'], listeners: Listener[]]>([
    ['nothing listens, on no port', ['not-listening'], []],
    ['nothing but ssh', ['not-listening'], [listener('0.0.0.0', 22)]],
    ['another port, which was not asked', undefined, [listener('0.0.0.0', 9000)]],
    ['a loopback address', ['loopback-bind'], [listener('127.0.0.1')]],
    ['another address of the server', ['bound-elsewhere'], [listener('10.9.0.2')]],
    ['IPv6 only', ['ipv6-only-bind'], [listener('::')]],
    ['the address that the client uses', undefined, [listener(address)]],
    ['all addresses', undefined, [listener('0.0.0.0')]],
  ])('%s', async (_, expected, listeners) => {
    expect(await also(exhausted(snapshot({ listeners })))).toEqual(expected);
  });

  test('the port on which the service was found', async () => {
    const report = snapshot({ listeners: [listener('0.0.0.0', 9000)] });
    const handshake = { asked: 'websocket', port: 9000, answer: 'http', afterMs: 1 } as const;
    const found = { ...handshake, status: 101, accepted: true };
    const services = { asked: [9000], handshakes: [found] };
    expect(await also(exhausted(report, { services }))).toEqual(['wrong-port']);
    // Probes that pass through the first fault get no answer.
    const silent = { asked: [9000], handshakes: [] };
    expect(await also(exhausted(report, { services: silent }))).toBeUndefined();
  });

  test('a list that could not be read shows nothing', async () => {
    const missing = ['listeners: ss: not found'];
    expect(await also(exhausted(snapshot({ missing })))).toBeUndefined();
    expect(await also(exhausted())).toBeUndefined();
  });

  test('what shows it speaks for it', async () => {
    const { evidence = [] } = await conclude(exhausted(snapshot()));
    const spoken = evidence.filter((said) => said.for?.includes('not-listening'));
    expect(spoken).toEqual([
      { observed: 'On the server nothing listens on port 8080.', for: ['not-listening'] },
    ]);
  });
});

/** Silence at a public address of a server with private ones (NAT). */
test('a socket that translation may lead to shows nothing', async () => {
  const used = '203.0.113.7';
  const report = (listeners: Listener[]): Evidence => ({
    ...exhausted(snapshot({ listeners }), {
      target: { url: `ws://${used}:8080/`, scheme: 'ws', host: used, port: 8080, path: '/' },
      symptom: { code: 'EADDRNOTAVAIL', message: '', afterMs: 1 },
      attempts: [
        {
          ...{ address: used, port: 8080, code: 'EADDRNOTAVAIL' },
          message: '',
          local: true,
          afterMs: 1,
        },
      ],
    }),
  });
  expect(await also(report([listener('10.9.0.2')]))).toBeUndefined();
  expect(await also(report([listener('127.0.0.1')]))).toEqual(['loopback-bind']);
});

describe('past a proxy that is gone', () => {
  const proxy = { url: 'http://127.0.0.1:3128', host: '127.0.0.1', port: 3128, excepted: false };
  const gone = {
    address: '127.0.0.1',
    port: 3128,
    code: 'ECONNREFUSED',
    message: '',
    local: false,
  };
  const refused = (counters: Record<string, number>): Evidence => ({
    ...exhausted(undefined, {
      symptom: { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:3128', afterMs: 1 },
      attempts: [
        {
          ...{ address, port: 8080, code: 'ECONNREFUSED' },
          message: '',
          local: false,
          afterMs: 1,
          counters,
        },
      ],
      proxy: { ...proxy, variable: 'http_proxy', attempt: { ...gone, afterMs: 1 } },
    }),
  });
  const told = async (evidence: Evidence) => {
    const { candidates, also: deeper } = await conclude(evidence);
    return { candidates, also: deeper };
  };

  test('the server answers with one cause alone: that is beneath', async () => {
    const given = refused({});
    const [attempt] = given.attempts;
    const byItself = { ...attempt!, code: 'ENETUNREACH', local: true };
    expect(await told({ ...given, attempts: [byItself] })).toEqual({
      ...{ candidates: ['client-proxy-gone'], also: ['no-route'] },
    });
  });

  test('an ICMP error may have three causes, and none is named', async () => {
    const byIcmp = { ...refused({ 'Icmp.InDestUnreachs': 1 }), intendedAddress: address };
    expect(await told(byIcmp)).toEqual({ candidates: ['client-proxy-gone'], also: undefined });
  });

  test('a reset may have six causes, and none is named', async () => {
    const byReset = { ...refused({ 'Tcp.InSegs': 1 }), intendedAddress: address };
    expect(await told(byReset)).toEqual({ candidates: ['client-proxy-gone'], also: undefined });
  });
});

test('where a machine is down that should be there, the report is of another', async () => {
  const down = '10.0.0.9';
  const { candidates, also: deeper } = await conclude({
    ...exhausted(snapshot()),
    target: { url: `ws://${down}:8080/`, scheme: 'ws', host: down, port: 8080, path: '/' },
    intendedAddress: down,
    symptom: { code: 'silence', message: '', afterMs: 1 },
    attempts: [
      { address: down, port: 8080, code: 'silence', message: '', local: false, afterMs: 1 },
    ],
    neighbours: [{ address: down, isTarget: true, state: 'failed' }],
  });
  expect({ candidates, deeper }).toEqual({ candidates: ['host-down-same-lan'], deeper: undefined });
});
