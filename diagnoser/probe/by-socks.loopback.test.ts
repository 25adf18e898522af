import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { SocksAnswer } from '../evidence.ts';
import { askSocks, type Credentials } from './by-socks.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** What a proxy hears that gives these answers, one to each write, and then closes; and how it is told. */
const asking = async (
  answers: readonly (readonly number[])[],
  { host = '10.0.0.9', credentials }: { host?: string; credentials?: Credentials } = {},
): Promise<{ heard: string[]; said: SocksAnswer; rest?: string }> => {
  const heard: string[] = [];
  const left = [...answers];
  const server = createServer((socket) => {
    socket
      .on('error', () => undefined)
      .on('data', (chunk) => {
        heard.push(chunk.toString('hex'));
        const answer = left.shift();
        if (answer === undefined) socket.end();
        // In two parts, as a network may bring them.
        else
          socket.write(Buffer.from(answer.slice(0, 1)), () =>
            socket.write(Buffer.from(answer.slice(1))),
          );
      });
  });
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  await once(socket, 'connect');
  const said = await askSocks(socket, { host, port: 8080 }, credentials, 5000);
  if (said.reply !== 0) {
    expect(socket.destroyed).toBe(true);
    return { heard, said };
  }
  // What the server says at once is not lost.
  const [rest] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return { heard, said, rest: rest.toString('latin1') };
};

const byIpv4 = [5, 0, 0, 1, 0, 0, 0, 0, 0, 0];

test.each([
  ['10.0.0.9', '050100010a0000091f90', byIpv4],
  ['shop.test', `0501000309${Buffer.from('shop.test').toString('hex')}1f90`, byIpv4],
  [
    'fd00::9:1',
    `05010004fd00${'0'.repeat(20)}000900011f90`,
    [5, 0, 0, 4, ...Array<number>(18).fill(0)],
  ],
  ['::1', `05010004${'0'.repeat(31)}11f90`, [5, 0, 0, 3, 2, 97, 98, 0, 0]],
])('a connection to %s', async (host, request, reply) => {
  const { heard, rest, said } = await asking(
    [
      [5, 0],
      [...reply, 72, 105],
    ],
    { host },
  );
  expect(heard).toEqual(['050100', request]);
  expect(said).toEqual({ method: 0, reply: 0, afterMs: expect.any(Number) });
  expect(rest).toBe('Hi');
});

const refusing = [5, 2, 0, 1, 0, 0, 0, 0, 0, 0];
const credentials = ['me', 's?t'] as const;

test.each<[string, number[][], Credentials | undefined, Omit<SocksAnswer, 'afterMs'>]>([
  ['no method', [[5, 255]], undefined, { method: 255 }],
  ['a rule', [[5, 0], refusing], undefined, { method: 0, reply: 2 }],
  [
    'a wrong password',
    [
      [5, 2],
      [1, 1],
    ],
    credentials,
    { method: 2, login: 1 },
  ],
  ['a rule, after a login', [[5, 2], [1, 0], refusing], credentials, { method: 2, reply: 2 }],
  ['no need of the login', [[5, 0], refusing], credentials, { method: 0, reply: 2 }],
  ['an end at once', [], undefined, { ended: 'closed' }],
  ['an end after the greeting', [[5, 0]], undefined, { method: 0, ended: 'closed' }],
])('%s', async (_, answers, login, expected) => {
  const { heard, said } = await asking(answers, login ? { credentials: login } : {});
  expect(said).toEqual({ ...expected, afterMs: expect.any(Number) });
  expect(heard[0]).toBe(login ? '05020002' : '050100');
  if (expected.method === 2)
    expect(heard[1]).toBe(`01026d6503${Buffer.from('s?t').toString('hex')}`);
});

test('another protocol is no answer', async () => {
  const { said } = await asking([[72, 84]]);
  expect(said.method).toBeUndefined();
});

test('a proxy that says nothing', async () => {
  const server = createServer((socket) => socket.on('error', () => undefined).resume());
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  await once(socket, 'connect');
  const said = await askSocks(socket, { host: '10.0.0.9', port: 1 }, undefined, 30);
  expect(said).toEqual({ ended: 'silence', afterMs: expect.any(Number) });
});
