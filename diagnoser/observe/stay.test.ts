import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conclude } from '../conclude/index.ts';
import { marksOf } from '../conclude/sample-facts.ts';
import { firewallRejectReset } from '../conclude/refused/firewall-reject-reset.ts';
import { privateIpOtherLan } from '../conclude/unreachable/private-ip-other-lan.ts';
import { wrongHost } from '../conclude/wrong-host.ts';
import type { Evidence } from '../evidence.ts';
import { read } from './facts.ts';
import { anyEvidence } from './sample-evidence.ts';

const lost = (symptom: Partial<Evidence['symptom']>, attempt = 'ECONNREFUSED'): Evidence => ({
  ...{ version: 1, vantage: 'client', handshakes: [], signs: [], neighbours: [] },
  target: { url: 'ws://10.0.0.2:8080/', scheme: 'ws', host: '10.0.0.2', port: 8080, path: '/' },
  symptom: { stage: 'stay', code: 'close 1006', message: '', afterMs: 900, ...symptom },
  attempts: [
    {
      ...{ address: '10.0.0.2', port: 8080, code: attempt, message: '', local: false, afterMs: 1 },
      counters: { 'Tcp.InSegs': 1 },
    },
  ],
});

const toldOf = async (symptom: Partial<Evidence['symptom']>): Promise<string | undefined> =>
  (await read(lost(symptom))).told.find(([topic]) => topic === 'stay')?.[1];

test.each<[Partial<Evidence['symptom']>, string | undefined]>([
  [
    { answeredMs: 20 },
    'The connection of the plain client stood, and was answered last after 20 ms; it asked nothing more, and it ended with close 1006 after 900 ms: the server closed it.',
  ],
  [
    { code: 'silence', answeredMs: 20, askedMs: 300 },
    'The connection of the plain client stood, and was answered last after 20 ms; it asked again after 300 ms, and it ended with silence after 900 ms: nothing came back, no FIN and no reset either.',
  ],
  [
    { code: 'ECONNRESET' },
    'The connection of the plain client stood; it asked nothing more, and it ended with ECONNRESET after 900 ms: it was reset.',
  ],
  [
    { code: 'EPROTO' },
    'The connection of the plain client stood; it asked nothing more, and it ended with EPROTO after 900 ms: how, the code does not tell.',
  ],
  [{ code: 'connected' }, undefined],
  [{ stage: 'upgrade' }, undefined],
])('a connection that ended with %j', async (symptom, sentence) => {
  expect(await toldOf(symptom)).toBe(sentence);
});

test.each([
  ['close 1006', 'closed'],
  ['ECONNRESET', 'reset'],
  ['EPIPE', 'reset'],
  ['silence', 'silence'],
  ['ETIMEDOUT', 'silence'],
  ['EMFILE', 'other'],
])('%s is read as %s', async (code, ended) => {
  const { closeCode, ...stay } = (await read(lost({ code }))).facts.stay ?? {};
  expect(stay).toEqual({ ended, asked: false });
  expect(closeCode).toBe(code.startsWith('close ') ? Number(code.slice(6)) : undefined);
  expect((await read(lost({ code, askedMs: 1 }))).facts.stay?.asked).toBe(true);
});

describe('what a new connection meets', () => {
  test('says nothing against what the plain client stated', async () => {
    expect((await read(lost({}))).facts.disagrees).toBe(false);
    expect((await read(lost({ stage: 'upgrade' }))).facts.disagrees).toBe(true);
  });

  test('that was closed is refused: whatever keeps the server itself from taking a SYN', async () => {
    const { candidates } = await conclude(lost({}));
    expect(candidates.toSorted()).toEqual([
      'bound-elsewhere',
      'forwarded-to-closed-port',
      'ipv6-only-bind',
      'loopback-bind',
      'not-listening',
      'wrong-port',
    ]);
    const reset = await conclude(lost({ code: 'ECONNRESET' }));
    expect(reset.candidates).toContain('firewall-reject-reset');
  });

  test('that works is no sign of health, and tells nothing of one that was closed', async () => {
    const works: Evidence = {
      ...lost({}, 'connected'),
      handshakes: [{ asked: 'websocket', port: 8080, answer: 'http', afterMs: 1, accepted: true }],
    };
    const { candidates, remedy, status } = await conclude(works);
    expect({ candidates, status }).toEqual({ candidates: [], status: 'cannot-tell' });
    expect(remedy?.text).toContain('A new connection works.');
    const healthy = { ...works, symptom: { ...works.symptom, code: 'connected' } };
    expect((await conclude(healthy)).status).toBe('healthy');
  });
});

test('the machine that answered on the connection is the one that is meant', () => {
  const stay = { ended: 'silence', asked: true } as const;
  expect(marksOf(wrongHost, {})).toEqual(['+reply']);
  expect(marksOf(wrongHost, { stay })).toEqual(['-stay']);
  const route = { kind: 'default', outOfReach: true } as const;
  expect(marksOf(privateIpOtherLan, { route })).toEqual(['+reply', '+route']);
  expect(marksOf(privateIpOtherLan, { route, stay })).toEqual(['+reply', '+route', '-stay']);
});

test('a firewall sends a reset, and no FIN', () => {
  const marks = (ended: 'closed' | 'reset') =>
    marksOf(firewallRejectReset, { reply: 'reset', stay: { ended, asked: true } });
  expect(marks('closed')).toEqual(['+reply', '-stay']);
  expect(marks('reset')).toEqual(['+reply']);
});

test('a connection that was lost is never called healthy', async () => {
  await fc.assert(
    fc.asyncProperty(anyEvidence(), async (evidence) => {
      const { code } = evidence.symptom;
      fc.pre(code !== 'connected');
      const symptom = { ...evidence.symptom, stage: 'stay' as const };
      expect((await conclude({ ...evidence, symptom })).status).not.toBe('healthy');
    }),
  );
});
