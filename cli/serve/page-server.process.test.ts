import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { atDefaults } from '../../harness/case/case.ts';
import { loadScenarios } from '../../harness/case/registry.ts';
import { connectDiagnoser } from '../../harness/guest/connector.ts';
import { exercisesOf, findExercise } from '../../harness/lesson/exercise.ts';
import { FakeEngine } from '../../tests/fake-engine.ts';
import { loadAssets } from './assets.ts';
import { gateOf } from './gate.ts';
import { PageServer } from './page-server.ts';
import { People } from './people.ts';

// The labs of these tests take no time, and know the defaults of each axis.
const exercises = exercisesOf(await loadScenarios()).map((exercise) => ({
  ...exercise,
  labCase: atDefaults(exercise.labCase),
}));
const assets = await loadAssets();
const connected = await connectDiagnoser('reference');
let folder = '';
let server: PageServer;

async function serve(host?: string, most = 2): Promise<void> {
  const engine = new FakeEngine();
  const room = { exercises, connected, openLane: () => engine.openLane() };
  const people = new People({ room, folder, most });
  server = await PageServer.listen({ gate: gateOf(host), people, assets, port: 0 });
}

beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'badconn-serve-'))));
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

interface Got {
  status: number | undefined;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** A request as any program may send it: with a Host of its choice. */
const ask = (path: string, headers: Record<string, string> = {}, body?: string): Promise<Got> =>
  new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST';
    const sent = request({ host: '127.0.0.1', port: server.port, path, method, headers });
    sent.once('error', reject).once('response', (response) => {
      let text = '';
      response.on('data', (chunk) => (text += String(chunk)));
      response.once('end', () => {
        resolve({ status: response.statusCode, headers: response.headers, text });
      });
    });
    sent.end(body);
  });

const own = (): string => `http://127.0.0.1:${server.port}`;
const cookieOf = ({ headers }: Got): string => String(headers['set-cookie']).split(';')[0] ?? '';
const enter = async (): Promise<string> => cookieOf(await ask(`/?token=${server.gate.token}`));
const joinClass = (name: string, code = server.gate.code ?? '', origin = own()): Promise<Got> =>
  ask('/join', { origin }, new URLSearchParams({ name, code }).toString());

/** The first message of the page's WebSocket, or the status that refuses it. */
const live = (path: string, headers: Record<string, string>): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, { headers });
    socket
      .once('message', (data: Buffer) => {
        socket.terminate();
        resolve(JSON.parse(data.toString()));
      })
      .once('unexpected-response', (_, response) => resolve(response.statusCode))
      .once('error', reject);
  });

test('without the token, and with a wrong one, nobody is let in', async () => {
  await serve();
  expect((await ask('/')).status).toBe(403);
  expect((await ask('/?token=wrong')).status).toBe(403);
  expect((await ask('/?token=')).headers['set-cookie']).toBeUndefined();
  expect((await ask('/', { cookie: `badconn-${server.port}=wrong` })).status).toBe(403);
  expect(await live('/live', { origin: own() })).toBe(403);
});

test('the token leads to a page that loads nothing from elsewhere', async () => {
  await serve();
  const entered = await ask(`/?token=${server.gate.token}`);
  expect(entered).toMatchObject({ status: 303, headers: { location: '/' } });
  const page = await ask('/', { cookie: cookieOf(entered) });
  expect(page.status).toBe(200);
  expect(page.headers['content-security-policy']).toMatch(
    /default-src 'none'; script-src 'self'; /,
  );
  expect(page.headers['content-security-policy']).not.toContain('unsafe');
  expect(page.text).not.toMatch(/https?:\/\//);
  for (const path of page.text.matchAll(/(?:href|src)="(\/[\w.]+)"/g))
    expect((await ask(path[1] ?? '')).status).toBe(200);
  expect((await ask('/elsewhere', { cookie: cookieOf(entered) })).status).toBe(404);
  expect((await ask('/board', { cookie: cookieOf(entered) })).status).toBe(404);
});

test('a page of another origin, or under another name, is refused', async () => {
  await serve();
  const cookie = await enter();
  expect((await ask('/', { host: 'evil.test', cookie })).status).toBe(421);
  expect(await live('/live', { cookie, origin: 'http://evil.test' })).toBe(403);
  expect(await live('/live', { cookie })).toBe(403);
  expect(await live('/live', { cookie, origin: own(), host: 'evil.test' })).toBe(403);
  expect(await live('/live', { cookie, origin: own() })).toMatchObject({ put: 'who' });
});

test('a class is joined with its code, by so many and by each name once', async () => {
  await serve('127.0.0.1');
  expect((await ask('/')).text).toContain('The code of the class');
  expect((await joinClass('Ada', 'AAAAAA')).status).toBe(403);
  expect((await joinClass('Ada', undefined, 'http://evil.test')).status).toBe(403);
  const ada = await joinClass('Ada', ` ${server.gate.code?.toLowerCase()} `);
  expect(ada).toMatchObject({ status: 303, headers: { location: '/' } });
  expect((await joinClass('ada')).text).toContain('is here already');
  expect((await joinClass('  ')).text).toContain('1 to 40 characters');
  expect((await joinClass('<b>Grace</b>')).status).toBe(303);
  expect((await joinClass('Alan')).text).toContain('The class is full: 2 have joined');
  const cookie = cookieOf(ada);
  expect((await ask('/', { cookie })).status).toBe(200);
  expect((await ask('/board', { cookie })).status).toBe(404);
  expect(await live('/live/board', { cookie, origin: own() })).toBe(403);
  const board = await live('/live/board', { cookie: await enter(), origin: own() });
  expect(board).toMatchObject({ put: 'board' });
  expect(JSON.stringify(board)).toMatch(/Ada.*&#60;b&#62;Grace/);
});

test('codes cannot be tried one after the other', async () => {
  await serve('127.0.0.1');
  const tries = Array.from({ length: 21 }, () => joinClass('Eve', 'AAAAAA'));
  const statuses = (await Promise.all(tries)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 429)).toHaveLength(1);
  expect((await joinClass('Eve')).status).toBe(429);
});

test('who is away for a quarter of an hour gives up the lab, and keeps the lesson', async () => {
  await serve('127.0.0.1');
  const cookie = cookieOf(await joinClass('Ada')).split('=')[1];
  const { seat } = server.people.find(cookie)!;
  await seat.begin(findExercise(exercises, 'refused/loopback-bind'));
  expect(seat.lesson?.progress.isSolved).toBe(false);
  server.people.sweep(Date.now() + 14 * 60_000);
  await seat.do(undefined, () => Promise.resolve());
  expect(seat.lesson).toBeDefined();
  server.people.sweep(Date.now() + 16 * 60_000);
  await seat.do(undefined, () => Promise.resolve());
  expect(seat.lesson).toBeUndefined();
  expect(seat.lessons).toMatchObject([{ isFinished: false }]);
});

test('a port that is taken is told', async () => {
  await serve();
  const { gate, people, port } = server;
  await expect(PageServer.listen({ gate, people, assets, port })).rejects.toMatchObject({
    code: 'MACHINE_NO_PORT',
  });
});
