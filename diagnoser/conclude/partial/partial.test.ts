import { expect, test } from 'vitest';
import type { Attempt, Evidence } from '../../evidence.ts';
import { conclude } from '../index.ts';

const attempt = (address: string, code: string, local = false): Attempt => ({
  ...{ address, port: 8080, code, message: code, local, afterMs: 1 },
});
const evidence = (attempts: Attempt[], code: string): Evidence => ({
  ...{ version: 1, vantage: 'client', signs: [], neighbours: [], attempts },
  target: { url: 'ws://chat.test:8080/', scheme: 'ws', host: 'chat.test', port: 8080, path: '/' },
  symptom: { stage: code === 'connected' ? 'stay' : 'connect', code, message: code, afterMs: 1 },
  lookup: { addresses: attempts.map(({ address }) => address), afterMs: 1 },
  handshakes: [
    { asked: 'websocket', port: 8080, answer: 'http', status: 101, accepted: true, afterMs: 1 },
  ],
});

const four = '203.0.113.9';
const other = '203.0.113.8';
const six = '2001:db8::9';

test.each<[attempts: Attempt[], symptom: string, status: string, candidates: string[]]>([
  [
    [attempt(four, 'connected'), attempt(other, 'silence')],
    'silence',
    'diagnosed',
    ['one-address-dead'],
  ],
  [
    [attempt(other, 'silence'), attempt(four, 'connected')],
    'ETIMEDOUT',
    'diagnosed',
    ['one-address-dead'],
  ],
  [
    [attempt(four, 'connected'), attempt(other, 'ECONNREFUSED')],
    'ECONNREFUSED',
    'diagnosed',
    ['one-address-dead'],
  ],
  [
    [attempt(six, 'silence'), attempt(four, 'connected')],
    'ETIMEDOUT',
    'diagnosed',
    ['ipv6-broken'],
  ],
  [
    [attempt(six, 'connected'), attempt(four, 'silence')],
    'ETIMEDOUT',
    'diagnosed',
    ['one-address-dead'],
  ],
  [
    [attempt('::1', 'ECONNREFUSED'), attempt('127.0.0.1', 'connected')],
    'ECONNREFUSED',
    'diagnosed',
    ['localhost-other-family'],
  ],
  [
    [attempt('::1', 'connected'), attempt('127.0.0.1', 'ECONNREFUSED')],
    'ECONNREFUSED',
    'diagnosed',
    ['localhost-other-family'],
  ],
  // A client that tries both addresses succeeds.
  [[attempt(six, 'silence'), attempt(four, 'connected')], 'connected', 'healthy', []],
  // This machine has no IPv6, so no client waits for that address.
  [[attempt(six, 'ENETUNREACH', true), attempt(four, 'connected')], 'silence', 'cannot-tell', []],
  // A single success does not explain the failure before it.
  [[attempt(four, 'connected')], 'silence', 'cannot-tell', []],
])('%j, and the client had %s: %s', async (attempts, symptom, status, candidates) => {
  expect(await conclude(evidence(attempts, symptom))).toMatchObject({ status, candidates });
});

test('what does not take the connection is said where the client works', async () => {
  const attempts = [attempt(six, 'silence'), attempt(four, 'connected')];
  const { evidence: said } = await conclude(evidence(attempts, 'connected'));
  expect(said?.map(({ observed }) => observed)).toContainEqual(
    `Of the addresses of chat.test, ${four} takes the connection; not so ${six} (silence). A client that tries one after the other works, and waits.`,
  );
});
