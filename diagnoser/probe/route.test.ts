import { expect, test } from 'vitest';
import { wayIn, wayIn6 } from './route.ts';

/** /proc/net/route of a client with a default route, one network behind a router, and its own. */
const routes = `Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
eth0\t00000000\t01004D0A\t0003\t0\t0\t0\t00000000\t0\t0\t0
eth1\t00014D0A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
eth2\t00034D0A\t01024D0A\t0003\t0\t0\t0\t00FFFFFF\t0\t0\t0
`;
const withoutDefault = routes.replace(/^.*\t00000000\t01004D0A.*\n/m, '');

test.each([
  ['10.77.3.9', { kind: 'route', gateway: '10.77.2.1' }],
  ['10.77.1.3', { kind: 'on-link' }],
  ['192.0.2.1', { kind: 'default', gateway: '10.77.0.1' }],
  ['fd00::1', undefined],
])('the way to %s is %j', (address, way) => {
  expect(wayIn(routes, address)).toEqual(way);
});

test('no route at all is something else than a table that cannot be read', () => {
  expect(wayIn(withoutDefault, '192.0.2.1')).toEqual({ kind: 'none' });
});

/** /proc/net/ipv6_route: an on-link network, one behind a router, the default route, and one that rejects. */
const none = '0'.repeat(32);
const routes6 = [
  ['fd880001000000000000000000000000', '40', none, '00000001'],
  ['fd880003000000000000000000000000', '40', 'fd880001000000000000000000000002', '00000003'],
  [none, '00', 'fd880001000000000000000000000001', '00000003'],
  ['fd880009000000000000000000000000', '40', none, '00200200'],
]
  .map(([to, size, next, flags]) =>
    [to, size, none, '00', next, '00000400', '00000002', '00000000', flags, 'eth0'].join(' '),
  )
  .join('\n');

test.each([
  ['fd88:1::9', { kind: 'on-link' }],
  ['fd88:3::9', { kind: 'route', gateway: 'fd88:1::2' }],
  ['2001:db8::1', { kind: 'default', gateway: 'fd88:1::1' }],
  ['fd88:9::1', { kind: 'none' }],
])('the way to %s over IPv6 is %j', (address, way) => {
  expect(wayIn6(routes6, address)).toEqual(way);
});
