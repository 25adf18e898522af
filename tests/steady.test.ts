import { expect, test } from 'vitest';
import { recordedCases } from './recorded.ts';
import { steady } from './steady.ts';

const snapshot = (pid: number, link: string) => ({
  takenAtMs: 1_795_660_000_000 + pid,
  addresses: ['10.0.0.2/24', `${link}/64`],
  listeners: [
    { port: 22, pid, process: 'sshd' },
    { port: 80, pid: pid + 7, process: 'node' },
  ],
  processes: [{ pid: pid + 7, state: pid % 2 ? 'R' : 'S', command: 'node' }],
  counters: { 'Tcp.OutRsts': 1, 'Tcp.InSegs': 5 + pid, 'IpExt.InOctets': 40 + pid },
  load: `${pid}.00 0.00 0.00 1/200 ${pid}`,
});

const taken = (pid: number, link: string, ms: number) => ({
  client: {
    symptom: { code: 'ECONNREFUSED', afterMs: ms },
    attempts: [{ code: 'silence', afterMs: 1500 + ms }],
    handshakes: [
      { answer: 'http', afterMs: ms, headers: { date: `Thu, 26 Nov 2026 0${pid}:35:25 GMT` } },
    ],
    signs: [{ means: 'udp', port: 33_434 + pid, code: 'silence', afterMs: 300 + ms }],
  },
  'client+server': { server: { before: snapshot(pid, link) } },
});

test('two recordings of the same lab are the same', () => {
  const first = steady(taken(3, 'fe80::1c2d:3eff:fe4f:5061', 1.8));
  const { before } = taken(4, 'fe80::9', 210)['client+server'].server;
  const listeners = before.listeners.toReversed();
  const second = steady({
    ...taken(4, 'fe80::9', 210),
    'client+server': { server: { before: { ...before, listeners } } },
  });
  expect(second).toEqual(first);
  expect(first.client.attempts).toEqual([{ code: 'silence', afterMs: 1500 }]);
  expect(first['client+server'].server.before).toMatchObject({
    addresses: ['10.0.0.2/24', 'fe80::1/64'],
    counters: { 'Tcp.OutRsts': 1, 'Tcp.InSegs': 4 },
    processes: [{ pid: 2, state: 'S', command: 'node' }],
  });
});

test('a failure that is another is told as another', () => {
  const counted = (counters: Record<string, number>) => steady({ after: { counters } });
  expect(counted({ 'Tcp.OutRsts': 0 })).not.toEqual(counted({ 'Tcp.OutRsts': 1 }));
  const attempt = (code: string) => steady({ attempts: [{ code, afterMs: 1600 }] });
  expect(attempt('silence')).not.toEqual(attempt('ECONNREFUSED'));
});

test('what is kept is as npm run record writes it', async () => {
  for (const { name, recording } of await recordedCases()) {
    expect(steady(recording), name).toEqual(recording);
  }
});
