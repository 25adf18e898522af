import { expect, test } from 'vitest';
import {
  client,
  http,
  lan,
  routed,
  router,
  server,
  webSocket,
  withInnerNetwork,
  withResolver,
} from './topology.ts';

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

test('withResolver puts one beside the client', () => {
  const { hosts, networks } = withResolver(
    routed({ client: client(), router: router(), server: server(http()) }),
  );
  expect(hosts.resolver).toEqual({ role: 'resolver' });
  expect(networks).toEqual([
    ['client', 'router', 'resolver'],
    ['router', 'server'],
  ]);
});

test('options of a program are flags, which are texts', () => {
  expect(http({ status: 503 }).options).toEqual({ status: '503' });
  expect(webSocket({ refusal: '400' }).options).toEqual({ refusal: '400' });
});

test('withInnerNetwork puts hosts on one network more', () => {
  const pair = routed({ client: client(), near: router(), server: server(http()) });
  const { networks, hosts } = withInnerNetwork(pair, 'server');
  expect(networks).toEqual([...pair.networks, ['server']]);
  expect(hosts).toBe(pair.hosts);
});
