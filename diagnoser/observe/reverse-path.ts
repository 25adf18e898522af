import { rise } from './counters.ts';
import { observation } from './observation.ts';

/** Packets that the server's reverse path filter discarded (ip-sysctl.rst, rp_filter). */
export const reversePath = observation({
  name: 'reversePath',
  read: (connection) => rise(connection, 'TcpExt.IPReversePathFilter'),
  tell: (packets) =>
    packets === 0
      ? undefined
      : `The server's reverse path filter (rp_filter) discarded ${packets} packets.`,
  identifies: {},
});
