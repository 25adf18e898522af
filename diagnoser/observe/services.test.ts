import { expect, test } from 'vitest';
import type { Evidence, Handshake } from '../evidence.ts';
import { read } from './facts.ts';

const http = (port: number, status: number, firstBytes = '<title>Shop</title>'): Handshake => ({
  ...{ asked: 'http', port, answer: 'http', status, firstBytes, afterMs: 1 },
});
const webSocket = (port: number, accepted: boolean): Handshake => ({
  ...{
    asked: 'websocket',
    port,
    answer: 'http',
    status: accepted ? 101 : 200,
    accepted,
    afterMs: 1,
  },
});
const evidence = (scheme: 'http' | 'ws', port: number, handshakes: Handshake[]): Evidence => ({
  ...{ version: 1, vantage: 'client+server', attempts: [], signs: [], neighbours: [] },
  target: { url: `${scheme}://10.0.0.2:${port}/`, scheme, host: '10.0.0.2', port, path: '/' },
  symptom: { code: 'ECONNREFUSED', message: '', afterMs: 1 },
  handshakes: [],
  services: { asked: handshakes.map((one) => one.port), handshakes },
});

test.each<['http' | 'ws', number, Handshake[], found: number | undefined, alike: number[]]>([
  ['ws', 8080, [webSocket(9000, true)], 9000, []],
  ['ws', 8080, [webSocket(9000, false)], undefined, []],
  ['http', 8080, [http(9000, 200)], 9000, []],
  ['http', 8080, [http(80, 200)], undefined, [80]],
  ['http', 80, [http(443, 200)], 443, []],
  ['http', 8080, [http(9000, 200, '<title>Welcome to nginx!</title>')], undefined, [9000]],
  ['http', 8080, [http(9000, 302)], undefined, [9000]],
  ['http', 8080, [http(9000, 404)], undefined, []],
])('the %s of port %i, where %j: found at %s', async (scheme, port, asked, found, alike) => {
  const { facts } = await read(evidence(scheme, port, asked));
  expect(facts.services).toMatchObject({ found, alike });
});
