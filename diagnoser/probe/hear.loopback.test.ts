/** Connections without a request: loopback servers. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { Listener, Request, Snapshot } from '../../vocabulary/index.ts';
import { conclude } from '../conclude/index.ts';
import type { Evidence } from '../evidence.ts';
import { diagnose } from '../index.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const portOf = async (serve: (socket: Socket) => void): Promise<number> => {
  const server = createServer((socket) => serve(socket.on('error', () => undefined)));
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
};

const ask = (port: number, symptom: Partial<Request['symptom']>) =>
  diagnose({
    ...{ protocol: 1, id: 'opaque', vantage: 'client', deadlineMs: 10_000, seed: 1 },
    target: { url: `tcp://127.0.0.1:${port}` },
    symptom: { code: 'connected', message: '', afterMs: 200, stage: 'stay', ...symptom },
  });

test.each([
  ['EOF', 'closed-after-accept'],
  ['ECONNRESET', 'reset-after-accept'],
])('a server that ends the connection late, as the client says by %s', async (code, cause) => {
  const port = await portOf((socket) => {
    setTimeout(() => (code === 'EOF' ? socket.end() : socket.resetAndDestroy()), 600);
  });
  const answer = await ask(port, { stage: 'exchange', code, afterMs: 1500 });
  expect(answer).toMatchObject({ status: 'diagnosed', candidates: [cause] });
});

test('a server that says nothing is not said to speak anything', async () => {
  const port = await portOf(() => undefined);
  const { evidence = [], status } = await ask(port, {});
  expect(status).toBe('healthy');
  const said = evidence.map(({ observed }) => observed).join('\n');
  expect(said).toMatch(/said nothing for .* whether it goes on to serve, is not known\./);
  expect(said).not.toContain('speaks the protocol of the url');
});

test('a client that waited for an answer in vain is not told that all is well', async () => {
  const port = await portOf(() => undefined);
  const answer = await ask(port, { stage: 'exchange', code: 'silence', afterMs: 5000 });
  expect(answer.status).toBe('diagnosed');
  expect(answer.candidates.toSorted()).toEqual(['server-stalled', 'server-stopped']);
  expect(JSON.stringify(answer.evidence)).not.toContain('the state has changed');
});

const snapshot = (queued: number, opened: number, process?: string): Snapshot => ({
  ...{ takenAtMs: 1, root: true, addresses: ['10.0.0.2/24'], routes: [], firewall: [] },
  listeners: [
    {
      ...({ address: '0.0.0.0', family: 'ipv4', port: 8080, queued, backlog: 511 } as Listener),
      ...(process === undefined ? {} : { process, pid: 7 }),
    },
  ],
  counters: { 'Tcp.PassiveOpens': opened },
  ...{ sysctls: {}, sockets: {}, processes: [], markers: {}, missing: [] },
});

const quiet = (before: Snapshot, after: Snapshot, heard: string): Evidence => ({
  ...{ version: 1, vantage: 'client+server', signs: [], neighbours: [] },
  target: { url: 'tcp://10.0.0.2:8080', scheme: 'tcp', host: '10.0.0.2', port: 8080, path: '/' },
  symptom: { code: 'connected', message: '', afterMs: 200, stage: 'stay' },
  attempts: [
    { address: '10.0.0.2', port: 8080, code: 'connected', message: '', local: false, afterMs: 1 },
  ],
  handshakes: [
    heard === ''
      ? { asked: 'nothing', port: 8080, answer: 'silence', afterMs: 150 }
      : { asked: 'nothing', port: 8080, answer: 'other-bytes', firstBytes: heard, afterMs: 1 },
  ],
  server: { protocol: 1, before, after, attempts: 1 },
});

test.each([
  ['nobody accepted', 0, 1, 1, '', undefined, ['server-stalled', 'server-stopped']],
  ['nobody accepted, of a process that runs', 4, 5, 1, '', 'chat', ['server-stalled']],
  ['it was accepted', 0, 0, 1, '', 'chat', []],
  ['the queue is as long as before', 3, 3, 1, '', 'chat', []],
  ['others came meanwhile, and one of them may wait', 0, 1, 9, '', 'chat', []],
  ['it greets, so somebody accepted', 0, 1, 1, 'SSH-2.0-x\r\n', 'chat', []],
])('a report: %s', async (_, before, after, opened, heard, process, causes) => {
  const evidence = quiet(
    snapshot(before, 10, process),
    snapshot(after, 10 + opened, process),
    heard,
  );
  const { status, candidates } = await conclude(evidence);
  expect(candidates.toSorted()).toEqual(causes);
  expect(status).toBe(causes.length === 0 ? 'healthy' : 'diagnosed');
});

test('a server that ends the connection after a look at something else is not well', async () => {
  const port = await portOf((socket) => {
    setTimeout(() => socket.end(), 400);
  });
  const { candidates, status } = await ask(port, {});
  expect({ candidates, status }).toEqual({
    ...{ candidates: ['closed-after-accept'], status: 'diagnosed' },
  });
});
