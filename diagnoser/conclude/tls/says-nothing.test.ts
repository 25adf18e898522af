import { expect, test } from 'vitest';
import type { Evidence, Handshake, Hello, Retry } from '../../evidence.ts';
import { conclude } from '../index.ts';

const port = 8443;
const handshake = (answer: Handshake['answer'], asked: Handshake['asked'] = 'tls'): Handshake => ({
  ...{ asked, port, answer, afterMs: 1 },
  ...(answer === 'failed' ? { code: 'ECONNRESET' } : {}),
});
const hello = (answer: Hello['answer']): Hello => ({ port, answer, afterMs: 1 });
const evidence = (
  tls: Handshake['answer'],
  first: Hello['answer'],
  plain: Handshake['answer'],
  retries: Retry[] = [],
): Evidence => ({
  version: 1,
  vantage: 'client',
  target: { url: 'https://10.0.0.2:8443/', scheme: 'https', host: '10.0.0.2', port, path: '/' },
  symptom: { code: tls === 'silence' ? 'silence' : 'ECONNRESET', message: '', afterMs: 1 },
  attempts: [
    { address: '10.0.0.2', port, code: 'connected', message: '', local: false, afterMs: 1 },
  ],
  handshakes: [handshake(tls)],
  hellos: [hello(first)],
  plain: handshake(plain, 'http'),
  retries,
  signs: [],
  neighbours: [],
});
const quiet = (answer: Handshake['answer']): Retry => ({
  otherwise: 'silence',
  handshake: handshake(answer, 'nothing'),
});
const pong: Retry = {
  otherwise: 'redis',
  handshake: { ...handshake('other-bytes', 'nothing'), firstBytes: '+PONG\r\n' },
};

test.each([
  [
    'silence in TLS and without',
    evidence('silence', 'silence', 'silence'),
    ['server-stalled', 'server-stopped'],
  ],
  ['an end of each connection', evidence('failed', 'closed', 'closed'), ['closed-after-accept']],
  [
    'a reset of each',
    evidence('failed', 'reset', 'failed', [quiet('failed')]),
    ['reset-after-accept'],
  ],
  [
    'silence, and an answer to PING',
    evidence('silence', 'silence', 'closed', [pong]),
    ['another-program'],
  ],
])('%s is no matter of TLS', async (_, given, candidates) => {
  expect((await conclude(given)).candidates).toEqual(candidates);
});

test('an answer without TLS is', async () => {
  expect((await conclude(evidence('failed', 'closed', 'http'))).candidates).toEqual([
    'plain-server',
  ]);
});

test('an alert of a failure of the server itself is no doubt whether it speaks TLS', async () => {
  const failed: Handshake = {
    ...{ ...handshake('failed'), code: 'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR', alert: 80 },
  };
  const { candidates, remedy } = await conclude({
    ...{ ...evidence('failed', 'hello', 'closed'), handshakes: [failed] },
  });
  expect(candidates).toEqual([]);
  expect(remedy?.text).toContain('where they have no certificate for the name');
});
