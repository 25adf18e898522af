import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { addressesIn, askServer, nameIn, searchListIn, serversIn } from './names.ts';

const open: Socket[] = [];
afterEach(() => {
  for (const socket of open.splice(0)) socket.close();
});

/** Answers each query with an RCODE and, for type A, the given addresses (RFC 1035, 4.1). */
async function resolver(rcode: number, ...answers: { address: string; ttl: number }[]) {
  const socket = createSocket('udp4');
  open.push(socket);
  socket.on('message', (query, { port, address: client }) => {
    const end = query.indexOf(0, 12) + 5;
    const isA = query.readUInt16BE(end - 4) === 1;
    const records = isA ? answers : [];
    const header = Buffer.from(query.subarray(0, 12));
    header.writeUInt16BE(0x8180 | rcode, 2);
    header.writeUInt16BE(records.length, 6);
    header.writeUInt16BE(0, 10);
    const sections = records.map(({ address, ttl }) => {
      const record = Buffer.alloc(16);
      record.writeUInt16BE(0xc00c, 0);
      record.writeUInt16BE(1, 2);
      record.writeUInt16BE(1, 4);
      record.writeUInt32BE(ttl, 6);
      record.writeUInt16BE(4, 10);
      record.set(address.split('.').map(Number), 12);
      return record;
    });
    socket.send(Buffer.concat([header, query.subarray(12, end), ...sections]), port, client);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return `127.0.0.1:${socket.address().port}`;
}

describe('a resolver, asked over the wire', () => {
  test('gives addresses, and the least time for which they may be kept', async () => {
    const server = await resolver(
      0,
      { address: '10.0.0.7', ttl: 300 },
      { address: '10.0.0.8', ttl: 60 },
    );
    const answer = await askServer(server, 'shop.test');
    expect(answer).toMatchObject({ server, ttlSeconds: 60 });
    expect(answer.addresses.toSorted()).toEqual(['10.0.0.7', '10.0.0.8']);
    expect(answer.code).toBeUndefined();
  });

  test.each([
    ['NXDOMAIN', 3, 'ENOTFOUND'],
    ['an empty answer', 0, 'ENODATA'],
    ['SERVFAIL', 2, 'ESERVFAIL'],
    ['REFUSED', 5, 'EREFUSED'],
  ])('%s', async (_, rcode, code) => {
    const answer = await askServer(await resolver(rcode), 'shop.test');
    expect(answer).toMatchObject({ addresses: [], code });
  });

  test('nobody there', async () => {
    const server = await resolver(0);
    const [socket] = open.splice(0);
    socket?.close();
    expect(await askServer(server, 'shop.test')).toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('silence', async () => {
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    open.push(socket);
    await once(socket, 'listening');
    const { port } = socket.address();
    const tcp = createServer().listen(port, '127.0.0.1');
    await once(tcp, 'listening');
    const answer = await askServer(`127.0.0.1:${port}`, 'shop.test');
    tcp.close();
    expect(answer).toMatchObject({ addresses: [], code: 'ETIMEOUT' });
    expect(answer).not.toHaveProperty('over');
  });

  test('silence, and an answer to what needs no other server', async () => {
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    open.push(socket);
    await once(socket, 'listening');
    socket.on('message', (query, { port, address: client }) => {
      const wantsRecursion = (query[2] ?? 0) & 1;
      const header = Buffer.from(query);
      header.writeUInt16BE(0x8005, 2);
      if (!wantsRecursion) socket.send(header, port, client);
    });
    const answer = await askServer(`127.0.0.1:${socket.address().port}`, 'shop.test');
    expect(answer).toMatchObject({ addresses: [], code: 'ETIMEOUT', lives: true });
    expect(answer).not.toHaveProperty('over');
  });

  test('silence, where a SYN to the same port is refused', async () => {
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    open.push(socket);
    await once(socket, 'listening');
    const server = `127.0.0.1:${socket.address().port}`;
    const refused = { addresses: [], code: 'ECONNREFUSED', over: 'tcp' };
    expect(await askServer(server, 'shop.test')).toMatchObject(refused);
  });

  test('what is no address of a server is said so', async () => {
    expect(await askServer('nowhere', 'shop.test')).toMatchObject({
      code: 'ERR_INVALID_IP_ADDRESS',
    });
  });
});

test('the hosts file, with comments, several names a line, and capitals', () => {
  const text = '# shop.test\n127.0.0.1 localhost\n10.0.0.7\told Shop.Test # 10.0.0.8 shop.test\n';
  expect(addressesIn(text, 'shop.test')).toEqual(['10.0.0.7']);
  expect(addressesIn(text, 'other.test')).toEqual([]);
  expect(nameIn(text, '10.0.0.7')).toBe('old');
  expect(nameIn(text, '10.0.0.99')).toBeUndefined();
});

test('of the resolvers in resolv.conf the first three are asked', () => {
  const lines = ['; nameserver 10.0.0.1', 'options timeout:1', ' nameserver 10.0.0.2', ''];
  const more = [3, 4, 5].map((last) => `nameserver 10.0.0.${last}`);
  expect(serversIn([...lines, ...more].join('\n'))).toEqual(['10.0.0.2', '10.0.0.3', '10.0.0.4']);
});

test.each([
  ['nameserver 10.0.0.1\n', undefined, []],
  ['search shop.test corp.test # of the VPN\n', undefined, ['shop.test', 'corp.test']],
  ['search shop.test\ndomain corp.test\n', undefined, ['corp.test']],
  ['search shop.test\n', 'a.test b.test', ['a.test', 'b.test']],
])('%j with LOCALDOMAIN %j searches in %j', (text, local, domains) => {
  expect(searchListIn(text, local)).toEqual(domains);
});
