import { expect, test } from 'vitest';
import { client, http, lan, routed, router, server, webSocket } from './topology.ts';

test('lan puts all hosts on one network', () => {
  expect(lan({ client: client(), server: server(webSocket()) })).toEqual({
    hosts: {
      client: { role: 'client' },
      server: { role: 'server', service: { program: 'web-socket-server' } },
    },
    networks: [['client', 'server']],
  });
});

test('routed puts a network between each two', () => {
  const { networks } = routed({
    client: client(),
    near: router(),
    far: router(),
    server: server(http()),
  });
  expect(networks).toEqual([
    ['client', 'near'],
    ['near', 'far'],
    ['far', 'server'],
  ]);
});

test('options of a program are flags, which are texts', () => {
  expect(http({ status: 503 }).options).toEqual({ status: '503' });
  expect(webSocket({ refusal: '400' }).options).toEqual({ refusal: '400' });
});
