import { isIpv6 } from '../report/addresses.ts';
import { rise } from './counters.ts';
import { observation, type Connection } from './observation.ts';

/**
 * A switch brings the questions for neighbours to every machine (RFC 4861, 7.2.2); those for the address of
 * another are multicast that is counted as received, and as nothing else.
 */
const forOthers = (connection: Connection): number =>
  Math.max(
    0,
    (rise(connection, 'Ip6InMcastPkts') ?? 0) - (rise(connection, 'Icmp6InNeighborSolicits') ?? 0),
  );

/** IP packets that reached the server while the client tried, and those that no protocol was given. */
export const arrival = observation({
  name: 'arrival',
  read: (connection) => {
    const ip = isIpv6(connection.address) ? 'Ip6' : 'Ip.';
    const received = rise(connection, `${ip}InReceives`);
    if (received === undefined) return undefined;
    const passedOn = ip === 'Ip6' ? 'Ip6OutForwDatagrams' : 'Ip.ForwDatagrams';
    const ended = [`${ip}InDelivers`, passedOn, `${ip}InHdrErrors`, `${ip}InAddrErrors`];
    const left =
      received - (rise(connection, ...ended) ?? 0) - (ip === 'Ip6' ? forOthers(connection) : 0);
    return { received, swallowed: Math.max(0, left) };
  },
  tell: ({ received, swallowed }) => {
    if (received === 0) return 'While the client tried, no IP packet reached the server.';
    const came = `While the client tried, ${received} IP packet${received === 1 ? '' : 's'} reached the server`;
    return swallowed > 0
      ? `${came}, of which ${swallowed} ${swallowed === 1 ? 'was' : 'were'} discarded before TCP.`
      : `${came}, and none was discarded before TCP.`;
  },
  identifies: {},
});
