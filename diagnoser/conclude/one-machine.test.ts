import { expect, test } from 'vitest';
import type { Snapshot } from '../../vocabulary/index.ts';
import type { Attempt, Evidence, Handshake } from '../evidence.ts';
import { conclude } from './index.ts';

const snapshot = (parts: Partial<Snapshot>): Snapshot => ({
  ...{ takenAtMs: 1, root: true, addresses: ['127.0.0.1/8', '::1/128', '10.0.0.2/24'] },
  ...{ routes: [], listeners: [], firewall: [], counters: {}, sysctls: {}, sockets: {} },
  ...{ processes: [], markers: {}, missing: [], ...parts },
});

const seen = (address: string, code: string, after: Partial<Snapshot>): Evidence => {
  const host = address.includes(':') ? `[${address}]` : address;
  const attempt: Attempt = {
    ...{ address, port: 8080, code, message: code, local: false, afterMs: 1 },
    counters: code === 'ECONNREFUSED' ? { 'Tcp.InSegs': 2, 'Tcp.OutRsts': 1 } : {},
  };
  return {
    ...{ version: 1, vantage: 'client+server', attempts: [attempt], isServerHere: true },
    target: { url: `http://${host}:8080/`, scheme: 'http', host: address, port: 8080, path: '/' },
    symptom: { code, message: code, afterMs: 1 },
    ...{ handshakes: [], signs: [], neighbours: [] },
    server: { protocol: 1, attempts: 1, before: snapshot({}), after: snapshot(after) },
  };
};

const listeningAt = (...addresses: string[]): Partial<Snapshot> => ({
  counters: {
    'Ip.InReceives': 2,
    'Ip.InDelivers': 2,
    Ip6InReceives: 2,
    Ip6InDelivers: 2,
    'Tcp.OutRsts': 1,
  },
  listeners: addresses.map((address) => ({
    ...{ address, port: 8080, family: address.includes(':') ? 'ipv6' : 'ipv4' },
    ...{ queued: 0, backlog: 511 },
  })),
});

test.each([
  ['127.0.0.1', ['::1'], 'localhost-other-family', '[::1]'],
  ['::1', ['127.0.0.1'], 'localhost-other-family', 'Use 127.0.0.1,'],
  ['127.0.0.1', ['127.0.0.2'], 'bound-elsewhere', '0.0.0.0'],
  ['127.0.0.1', ['::1', '127.0.0.2'], 'bound-elsewhere', '0.0.0.0'],
  ['10.0.0.2', ['::1'], 'loopback-bind', '0.0.0.0'],
])('%s refuses and %j listens: %s', async (address, listeners, cause, says) => {
  const { also, candidates, remedy } = await conclude(
    seen(address, 'ECONNREFUSED', listeningAt(...listeners)),
  );
  expect(candidates).toEqual([cause]);
  expect(remedy?.text).toContain(says);
  expect(also).toBeUndefined();
});

const badGateway: Handshake = {
  ...{ asked: 'http', port: 8080, answer: 'http', status: 502, reason: 'Bad Gateway', afterMs: 1 },
};

test.each([
  ['127.0.0.1', { 'Tcp.ActiveOpens': 1 }, ['bad-gateway', 'upstream-closes']],
  ['127.0.0.1', { 'Tcp.ActiveOpens': 2, 'Tcp.AttemptFails': 1 }, ['bad-gateway']],
  ['10.0.0.2', { 'Tcp.ActiveOpens': 1 }, ['upstream-closes']],
])('%s answers 502, and its counters rise by %j: %j', async (address, counters, expected) => {
  const evidence = seen(address, 'connected', { ...listeningAt('0.0.0.0'), counters });
  const symptom = { stage: 'upgrade', code: 'HTTP 502', message: 'HTTP 502', afterMs: 1 } as const;
  const { candidates } = await conclude({ ...evidence, symptom, handshakes: [badGateway] });
  expect(candidates.toSorted()).toEqual(expected);
});

test.each([
  ['another machine', '203.0.113.9', ['hosts-file-override', 'not-listening', 'wrong-host']],
  ['this one as well', '10.0.0.2', ['not-listening']],
])('a line of the hosts file leads home, and resolvers lead to %s', async (_, known, causes) => {
  const refused = seen('127.0.0.1', 'ECONNREFUSED', listeningAt());
  const { candidates } = await conclude({
    ...refused,
    target: { ...refused.target, host: 'shop.test' },
    lookup: { addresses: ['127.0.0.1'], afterMs: 1 },
    names: {
      hostsFile: ['127.0.0.1'],
      answers: [{ server: '10.0.0.53', addresses: [known], afterMs: 1 }],
    },
    services: { asked: [], handshakes: [] },
  });
  expect(candidates.toSorted()).toEqual(causes);
});
