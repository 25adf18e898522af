import { isIpv6 } from '../report/addresses.ts';
import { latestOf, rise } from './counters.ts';
import { observation } from './observation.ts';

/**
 * Packets for which the server had no route. For IPv6, a blackhole or prohibit route has no counter: the listening
 * socket drops the SYN that it cannot answer (tcp_conn_request(), ListenDrops). Other reasons for such a drop have
 * counters of their own; without SYN cookies, the request queue may have been full.
 */
export const routes = observation({
  name: 'routes',
  read: (connection) => {
    const isV6 = isIpv6(connection.address);
    const counted = rise(connection, isV6 ? 'Ip6OutNoRoutes' : 'Ip.OutNoRoutes');
    if (counted !== 0 || !isV6) return counted;
    const dropped = rise(connection, 'TcpExt.ListenDrops') ?? 0;
    const otherwise = rise(connection, 'TcpExt.ListenOverflows', 'TcpExt.TCPReqQFullDrop');
    const cookies = latestOf(connection.evidence)?.sysctls['net.ipv4.tcp_syncookies'];
    return otherwise === 0 && cookies !== '0' ? dropped : 0;
  },
  tell: (packets) =>
    packets === 0 ? undefined : `For ${packets} packets the server had no route.`,
  identifies: {},
});
