import { expect, test } from 'vitest';
import { wayIn } from './route.ts';

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
