import { expect, test } from 'vitest';
import { gatewayTo } from './neighbour.ts';

/** /proc/net/route of a client with a default route, one network behind a router, and its own. */
const routes = `Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
eth0\t00000000\t01004D0A\t0003\t0\t0\t0\t00000000\t0\t0\t0
eth1\t00014D0A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
eth2\t00034D0A\t01024D0A\t0003\t0\t0\t0\t00FFFFFF\t0\t0\t0
`;

test.each([
  ['10.77.3.9', '10.77.2.1'],
  ['10.77.1.3', undefined],
  ['192.0.2.1', '10.77.0.1'],
  ['fd00::1', undefined],
])('the gateway towards %s is %s', (address, gateway) => {
  expect(gatewayTo(address, routes)).toBe(gateway);
});
