import { expect, test } from 'vitest';
import type { Evidence } from '../evidence.ts';
import { conclude } from './index.ts';

type Risen = Record<string, number>;
/** Counters of one attempt; `arrived` is not among them. */
type Reading = Risen & { arrived?: number };

const candidatesOf = async (ownAddress: boolean, ...readings: Reading[]) => {
  const evidence: Evidence = {
    version: 1,
    vantage: 'client',
    target: { url: 'ws://10.0.0.2:8080/', scheme: 'ws', host: '10.0.0.2', port: 8080, path: '/' },
    symptom: { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 10.0.0.2:8080', afterMs: 1 },
    attempts: readings.map(({ arrived, ...counters }) => ({
      ...{ address: '10.0.0.2', port: 8080, code: 'ECONNREFUSED', message: 'ECONNREFUSED' },
      ...{ local: false, afterMs: 1, counters },
      ...(arrived === undefined ? {} : { arrived }),
    })),
    ownAddress,
    handshakes: [],
    signs: [],
    neighbours: [],
  };
  return (await conclude(evidence)).candidates;
};

const own = { 'Tcp.InSegs': 2, 'Tcp.OutRsts': 1 };
const remote = { 'Tcp.InSegs': 1 };

test('a reset of its own, each time, is a redirect to nobody', async () => {
  expect(await candidatesOf(false, own, own)).toEqual(['transparent-proxy-gone']);
});

test('resets of another program each time are none of its own, as the answer came from elsewhere', async () => {
  const busy = { ...own, arrived: 1 };
  expect(await candidatesOf(false, busy, busy, busy)).toContain('not-listening');
  // In one attempt no packet arrived: this machine itself refused.
  expect(await candidatesOf(false, busy, { ...own, arrived: 0 })).toEqual([
    'transparent-proxy-gone',
  ]);
});

test('an ICMP error for another program meanwhile changes nothing', async () => {
  const noisy = { ...own, 'Icmp.InDestUnreachs': 1 };
  expect(await candidatesOf(false, noisy, own)).toEqual(['transparent-proxy-gone']);
});

test('a reset that was sent once may be that of another program', async () => {
  expect(await candidatesOf(false, own, remote)).toContain('not-listening');
  expect(await candidatesOf(false, own)).toContain('not-listening');
});

test('an ICMP error that was dropped at first is one, whatever else was heard meanwhile', async () => {
  const slow = { 'TcpExt.LockDroppedIcmps': 1, 'TcpExt.TCPSynRetrans': 1 };
  const heard = { ...own, Icmp6InDestUnreachs: 2 };
  expect(await candidatesOf(false, { ...heard, ...slow })).toEqual([
    'firewall-reject',
    'router-reject',
    'banned-client',
    'no-backend',
    'wrong-host',
  ]);
  expect(await candidatesOf(false, { ...remote, ...slow })).toContain('not-listening');
});

test('a machine may refuse on an address of its own', async () => {
  expect(await candidatesOf(true, own, own)).toContain('not-listening');
});
