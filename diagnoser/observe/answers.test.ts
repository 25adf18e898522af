import { describe, expect, test } from 'vitest';
import type { Evidence, Handshake, Neighbour, SignOfLife } from '../evidence.ts';
import { read } from './facts.ts';
import { websocketSpeech } from './speech.ts';

const evidence: Evidence = {
  version: 1,
  vantage: 'client',
  target: { url: 'ws://10.0.0.2:8080/', scheme: 'ws', host: '10.0.0.2', port: 8080, path: '/' },
  symptom: { code: 'silence', message: 'silence', afterMs: 1 },
  attempts: [
    { address: '10.0.0.2', port: 8080, code: 'connected', message: '', local: false, afterMs: 1 },
  ],
  handshakes: [],
  signs: [],
  neighbours: [],
};
const tellOf = async (topic: string, parts: Partial<Evidence>) =>
  (await read({ ...evidence, ...parts })).told.find(([told]) => told === topic)?.[1];

const http = (parts: Partial<Handshake>): Handshake => ({
  ...{ asked: 'websocket', port: 8080, answer: 'http', afterMs: 1 },
  ...parts,
});

test.each([
  [{ status: 101, accepted: true }, 'as-asked'],
  [{ answer: 'other-bytes' }, 'not-http'],
  [{ answer: 'silence' }, 'nothing'],
  [{ answer: 'closed' }, 'nothing'],
  [
    {
      ...{ status: 400, headers: { server: 'nginx' } },
      firstBytes: 'Failed to open a WebSocket connection: did not receive a valid HTTP request.\n',
    },
    'not-upgraded',
  ],
  [{ status: 101, accepted: false }, 'gateway'],
  ...[500, 502, 503, 504, 521].map((status) => [{ status }, 'gateway']),
  ...[301, 302, 303, 307, 308, 399].map((status) => [{ status }, 'redirect']),
  ...[401, 403, 407, 421, 429].map((status) => [{ status, headers: { date: 'Mon' } }, 'refusal']),
  [{ status: 200 }, 'http-instead'],
  [{ status: 404, headers: { date: 'Mon' } }, 'http-instead'],
  [{}, 'http-instead'],
  [{ status: 400, headers: { 'sec-websocket-version': '13', date: 'Mon' } }, 'not-upgraded'],
  [{ status: 400, headers: { 'sec-websocket-version': '8, 13' } }, 'not-upgraded'],
  [{ status: 400, headers: { 'sec-websocket-version': '8', date: 'Mon' } }, 'refusal'],
  [{ status: 403, headers: { 'sec-websocket-version': '13' } }, 'refusal'],
  [{ status: 426, headers: { upgrade: 'WebSocket', server: 'a' } }, 'not-upgraded'],
  [{ status: 426, headers: { server: 'nginx' }, firstBytes: 'Upgrade Required' }, 'not-upgraded'],
  [{ status: 426, headers: { upgrade: 'h2c', server: 'a' } }, 'http-instead'],
  [{ status: 400, firstBytes: 'Can "Upgrade" only to "WebSocket".' }, 'not-upgraded'],
  [{ status: 400, firstBytes: '{"code":3,"message":"Bad request"}' }, 'not-upgraded'],
  [{ status: 400, firstBytes: '{"code":0,"message":"Transport unknown"}' }, 'refusal'],
  [{ status: 400, firstBytes: 'Transport unknown' }, 'refusal'],
  [{ status: 400, firstBytes: 'missing subprotocol', headers: { date: 'Mon' } }, 'refusal'],
  [{ status: 426, firstBytes: 'no subprotocol' }, 'refusal'],
  [{ status: 400, firstBytes: 'The plain HTTP request was sent to HTTPS port' }, 'tls-instead'],
  ...[400, 405].map((status) => [{ status, reason: 'No', firstBytes: 'No' }, 'refusal']),
  [{ status: 404, reason: 'No', firstBytes: 'No' }, 'http-instead'],
  [{ status: 400, reason: 'No', firstBytes: 'Yes' }, 'http-instead'],
  [{ status: 400, reason: 'No', firstBytes: 'No', headers: { date: 'Mon' } }, 'http-instead'],
  [{ status: 400, reason: 'No', firstBytes: 'No', headers: { server: 'a' } }, 'http-instead'],
  [{ answer: 'other-bytes', firstBytes: '\x15\x03\x01\0\x02\x02\x46' }, 'tls-instead'],
  [{ answer: 'other-bytes', firstBytes: '\0\0\x06\x04\0\0\0\0\0' }, 'http2-instead'],
  [{ answer: 'other-bytes', firstBytes: '\0\0\x08\x07\0\0\0\0\0' }, 'http2-instead'],
  [{ answer: 'other-bytes', firstBytes: '-ERR max number of clients reached\r\n' }, 'full'],
] as [Partial<Handshake>, string][])('%j to an upgrade is %s', (answer, speech) => {
  expect(websocketSpeech(http(answer))).toBe(speech);
});

describe('the account of an answer', () => {
  test.each([
    [{ answer: 'other-bytes', firstBytes: 'a'.repeat(41) }, `the server sent "${'a'.repeat(40)}".`],
    [{ answer: 'other-bytes' }, 'the server sent "". That is neither HTTP nor WebSocket.'],
    [{ answer: 'silence' }, 'the server said nothing for 1 ms. That is no answer.'],
    [{ answer: 'closed' }, 'the server closed the connection after 1 ms. That is no answer.'],
    [{ answer: 'failed', code: 'EPIPE' }, 'the server broke off after 1 ms (EPIPE).'],
    [{ answer: 'failed' }, 'the server broke off after 1 ms (no code).'],
    [{ status: 101, accepted: false }, 'HTTP 101, with a wrong Sec-WebSocket-Accept after 1 ms.'],
    [{ status: 502, reason: 'Bad' }, 'HTTP 502 Bad after 1 ms. The status speaks of a failure'],
    [{}, 'the server answered HTTP ? after 1 ms. It speaks HTTP and did not take the upgrade.'],
  ] as [Partial<Handshake>, string][])('%j says: %s', async (answer, expected) => {
    const said = await tellOf('handshake', { handshakes: [http(answer)] });
    expect(said).toContain('Asked port 8080 to upgrade to WebSocket: ');
    expect(said).toContain(expected);
  });

  test.each([
    [{ answer: 'silence' }, 'nothing came back. The connection stands.'],
    [{ code: 'EPROTO' }, 'it failed after 1 ms (EPROTO). The connection stands; TLS does not.'],
    [{}, 'it failed after 1 ms (). The connection stands; TLS does not.'],
    ...[
      'CERT_HAS_EXPIRED',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'UNABLE_TO_GET_ISSUER',
      'HOSTNAME_MISMATCH',
    ].map((code) => [{ code }, `certificate of the server (${code}, after 1 ms).`]),
  ] as [Partial<Handshake>, string][])('of TLS, %j says: %s', async (answer, expected) => {
    const tls = http({ asked: 'tls', answer: 'failed', ...answer });
    const said = await tellOf('handshake', { handshakes: [tls, http({ status: 200 })] });
    expect(said).toMatch(/^Asked port 8080 for TLS: /);
    expect(said).toContain(expected);
  });
});

describe('a sign of life', () => {
  const sign = (means: SignOfLife['means'], code: string): SignOfLife => ({
    means,
    code,
    port: 9,
    afterMs: 1,
  });
  const neighbour = (state: string, isTarget = true): Neighbour => ({
    ...{ address: '10.0.0.2', isTarget, state },
  });
  const table: [
    signs: SignOfLife[],
    neighbours: Neighbour[],
    alive: boolean | undefined,
    says: string,
  ][] = [
    [[sign('tcp', 'connected')], [], true, 'a SYN to TCP port 9 got connected after 1 ms'],
    [[sign('tcp', 'ECONNREFUSED')], [], true, 'to TCP port 9 got ECONNREFUSED after 1 ms'],
    [[sign('udp', 'ECONNREFUSED')], [], true, 'UDP port 9 got ICMP port unreachable after 1 ms'],
    [[sign('udp', 'silence')], [], undefined, 'a datagram to UDP port 9 got nothing'],
    [[sign('tcp', 'EHOSTUNREACH')], [], undefined, 'TCP port 9 got EHOSTUNREACH after 1 ms'],
    [[], [neighbour('reachable')], true, 'the neighbour 10.0.0.2 is reachable'],
    [[], [neighbour('complete')], true, 'the neighbour 10.0.0.2 is complete'],
    [[], [neighbour('permanent')], undefined, 'the neighbour 10.0.0.2 is permanent'],
    [[], [neighbour('incomplete')], false, 'the neighbour 10.0.0.2 is incomplete'],
    [[], [neighbour('failed')], false, 'the neighbour 10.0.0.2 is failed'],
    [[], [neighbour('stale')], undefined, 'the neighbour 10.0.0.2 is stale'],
    [[], [neighbour('reachable', false)], undefined, 'the gateway 10.0.0.2 is reachable'],
    [[sign('tcp', 'connected')], [neighbour('failed')], true, 'got connected after 1 ms, the'],
  ];

  test.each(table)('of %j and %j: %s', async (signs, neighbours, alive, says) => {
    const given = { ...evidence, signs, neighbours };
    expect((await read(given)).facts.life?.alive).toBe(alive);
    const said = await tellOf('life', given);
    expect(said).toContain(says);
    const end = { true: 'The machine runs.', false: 'No machine has', undefined: 'stays open.' };
    expect(said).toContain(end[String(alive) as keyof typeof end]);
  });

  test('of a gateway that does not answer: nothing has left', async () => {
    const given = { ...evidence, neighbours: [neighbour('failed', false)] };
    expect((await read(given)).facts.life).toEqual({ alive: false, nobody: 'gateway' });
    expect(await tellOf('life', given)).toContain('Nothing has left for the server.');
  });

  test('of a permanent entry: it has asked nobody', async () => {
    const permanent = neighbour('permanent');
    const given = { ...evidence, neighbours: [permanent] };
    expect((await read(given)).facts.life).toEqual({ alive: undefined, permanent });
  });

  test('is not known where nothing was asked', async () => {
    expect((await read(evidence)).facts.life).toBeUndefined();
  });
});
