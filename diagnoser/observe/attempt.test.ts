import { expect, test } from 'vitest';
import type { Attempt, Evidence } from '../evidence.ts';
import { conclude } from '../conclude/index.ts';
import { directReply } from './attempt.ts';

const address = '203.0.113.9';
const attempt = (parts: Partial<Attempt>): Attempt => ({
  ...{ address, port: 8080, code: 'silence', message: 'no answer', local: false, afterMs: 1500 },
  ...parts,
});
const evidence = (
  attempts: Attempt[],
  [code, afterMs]: [string, number] = ['silence', 1500],
): Evidence => ({
  version: 1,
  vantage: 'client',
  target: { url: `ws://${address}:8080/`, scheme: 'ws', host: address, port: 8080, path: '/' },
  intendedAddress: address,
  symptom: { stage: 'connect', code, message: '', afterMs },
  attempts,
  handshakes: [],
  signs: [],
  neighbours: [],
});
const replyTo = (attempts: Attempt[], symptom?: [string, number]): string =>
  directReply(evidence(attempts, symptom), attempts[0]);

const told = (code: string, afterMs: number, counters = {}): Attempt =>
  attempt({ code, afterMs, counters: { 'Icmp.InDestUnreachs': 1, ...counters } });

test.each<[what: string, attempts: Attempt[], symptom: [string, number], reply: string]>([
  ['at once, both times', [told('EHOSTUNREACH', 2)], ['EHOSTUNREACH', 6], 'icmp'],
  ['to the second SYN here', [told('EHOSTUNREACH', 1030)], ['EHOSTUNREACH', 6], 'icmp'],
  ['to the second SYN there', [told('EHOSTUNREACH', 2)], ['EHOSTUNREACH', 1030], 'icmp'],
  ['as prohibited over IPv6', [told('EACCES', 1030)], ['EACCES', 1030], 'icmp'],
  ['to the plain client alone', [attempt({})], ['EHOSTUNREACH', 6], 'icmp'],
  ['as prohibited, to it alone', [attempt({})], ['EACCES', 1400], 'icmp'],
  ['late', [told('EHOSTUNREACH', 1400)], ['silence', 1500], 'no-host'],
  ['late, and at once after that', [told('EHOSTUNREACH', 400)], ['EHOSTUNREACH', 3050], 'no-host'],
  ['late, to it alone', [attempt({})], ['EHOSTUNREACH', 3050], 'no-host'],
  [
    'once, and not when asked again',
    [told('EHOSTUNREACH', 400), attempt({})],
    ['silence', 1500],
    'no-host',
  ],
  [
    'twice, to this attempt alone',
    [told('EHOSTUNREACH', 4), told('EHOSTUNREACH', 1004)],
    ['silence', 1500],
    'icmp',
  ],
  ['to it alone, without a route', [attempt({})], ['ENETUNREACH', 6], 'no-route'],
])('an ICMP error told %s', (_, attempts, symptom, reply) => {
  expect(replyTo(attempts, symptom)).toBe(reply);
});

test('an error that was dropped inside the system call was there at once', () => {
  const dropped = { 'TcpExt.LockDroppedIcmps': 1, 'TcpExt.TCPSynRetrans': 1 };
  expect(replyTo([told('EHOSTUNREACH', 1400, dropped)])).toBe('icmp');
});

test.each([['Icmp.InTimeExcds'], ['Icmp6InTimeExcds']])(
  'hops that were used up (%s) are no rule of a firewall, and no search for a machine',
  async (counter) => {
    const looped = attempt({ code: 'EHOSTUNREACH', afterMs: 40, counters: { [counter]: 1 } });
    const { candidates, evidence: said } = await conclude(evidence([looped], ['EHOSTUNREACH', 40]));
    expect(candidates).toEqual(['router-has-no-route']);
    expect(said?.[0]?.observed).toContain('Routers on the way send it in a circle.');
  },
);

test('this machine searched by itself: nobody answered', () => {
  const own = { 'Icmp.OutDestUnreachs': 1 };
  expect(replyTo([told('EHOSTUNREACH', 3050, own)])).toBe('silence');
});

test.each<[what: string, parts: Partial<Attempt>, reply: string]>([
  ['discards', { heldBack: 2, counters: { 'TcpExt.TCPSynRetrans': 1 } }, 'own-firewall'],
  [
    'discards what others send',
    { heldBack: 1, counters: { 'TcpExt.TCPSynRetrans': 3 } },
    'silence',
  ],
  [
    'rejects with an ICMP error',
    {
      ...{ code: 'ECONNREFUSED', heldBack: 1 },
      counters: { 'Icmp.InDestUnreachs': 1, 'Icmp.OutDestUnreachs': 1 },
    },
    'own-firewall',
  ],
  [
    'rejects with an ICMPv6 error',
    {
      ...{ code: 'EACCES', heldBack: 1 },
      counters: { Icmp6InDestUnreachs: 1, Icmp6OutDestUnreachs: 1 },
    },
    'own-firewall',
  ],
  [
    'rejects with a reset',
    { code: 'ECONNREFUSED', heldBack: 1, counters: { 'Tcp.InSegs': 1 } },
    'own-firewall',
  ],
  ['does not permit', { code: 'EPERM', local: true }, 'own-firewall'],
])('a rule of this machine %s', (_, parts, reply) => {
  expect(replyTo([attempt(parts)])).toBe(reply);
});

test.each(['ENETUNREACH', 'EHOSTUNREACH', 'EACCES', 'EINVAL'])(
  'connect(2) fails by %s: a route of this machine',
  async (code) => {
    const given = evidence([attempt({ code, local: true, afterMs: 1 })], [code, 1]);
    expect(directReply(given, given.attempts[0])).toBe('no-route');
    expect(await conclude(given)).toMatchObject({
      ...{ candidates: ['no-route'], remedy: { action: 'fix-client-route' } },
    });
  },
);

test('a link-local address without its interface is no matter of routes', () => {
  const own = attempt({ address: 'fe80::1', code: 'EINVAL', local: true });
  expect(replyTo([own])).toBe('other');
});

test('a name that leads to nobody leads nowhere, unless this machine takes it for itself and accepts', () => {
  const refused = attempt({ address: '0.0.0.0', code: 'ECONNREFUSED' });
  const lookup = { addresses: ['0.0.0.0'], afterMs: 1 };
  expect(directReply({ ...evidence([refused]), lookup }, refused)).toBe('no-address');
  const accepted = { ...refused, code: 'connected' };
  expect(directReply({ ...evidence([accepted]), lookup }, accepted)).toBe('accepted');
  // A literal 0.0.0.0 in the url means this machine.
  expect(directReply(evidence([refused]), refused)).not.toBe('no-address');
});
