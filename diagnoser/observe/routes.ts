import { isIpv6 } from '../report/addresses.ts';
import { rise } from './counters.ts';
import { observation } from './observation.ts';

/** Packets for which the server had no route. */
export const routes = observation({
  name: 'routes',
  read: (connection) =>
    rise(connection, isIpv6(connection.address) ? 'Ip6OutNoRoutes' : 'Ip.OutNoRoutes'),
  tell: (packets) =>
    packets === 0 ? undefined : `For ${packets} packets the server had no route.`,
  identifies: {},
});
