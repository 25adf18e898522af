import { isIpv6 } from '../report/addresses.ts';
import { latestOf, rise } from './counters.ts';
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

/** A SYN is sent again after a second: one segment alone may be of another connection. */
const fewest = 2;

export interface Arrival {
  received: number;
  swallowed: number;
  /** Segments that TCP was given, where it sent none meanwhile, or none left. */
  unanswered?: number;
  /** Packets that the server meant to send, and that did not leave it; Linux counts that since 6.5 (Ip.OutTransmits). */
  heldBack?: number;
}

const isCounted = ({ evidence }: Connection, name: string): boolean =>
  latestOf(evidence)?.counters[name] !== undefined;

/** A rule, or a policy of IPsec, discards what goes out after it was counted as meant to (RFC 4293, OutRequests). */
const heldBackBy = (connection: Connection, ip: string): number => {
  if (!isCounted(connection, `${ip}OutTransmits`)) return 0;
  const passedOn = ip === 'Ip6' ? 'Ip6OutForwDatagrams' : 'Ip.ForwDatagrams';
  const meant = rise(connection, `${ip}OutRequests`, passedOn) ?? 0;
  return Math.max(0, meant - (rise(connection, `${ip}OutTransmits`) ?? 0));
};

/** IP packets that reached the server while the client tried, and those that no protocol was given. */
export const arrival = observation({
  name: 'arrival',
  read: (connection): Arrival | undefined => {
    const ip = isIpv6(connection.address) ? 'Ip6' : 'Ip.';
    const received = rise(connection, `${ip}InReceives`);
    if (received === undefined) return undefined;
    const passedOn = ip === 'Ip6' ? 'Ip6OutForwDatagrams' : 'Ip.ForwDatagrams';
    const ended = [`${ip}InDelivers`, passedOn, `${ip}InHdrErrors`, `${ip}InAddrErrors`];
    const left =
      received - (rise(connection, ...ended) ?? 0) - (ip === 'Ip6' ? forOthers(connection) : 0);
    const segments = rise(connection, 'Tcp.InSegs') ?? 0;
    const heldBack = segments < fewest ? 0 : heldBackBy(connection, ip);
    const isUnanswered =
      segments >= fewest &&
      isCounted(connection, 'Tcp.OutSegs') &&
      rise(connection, 'Tcp.OutSegs') === 0;
    return {
      ...{ received, swallowed: Math.max(0, left) },
      ...(isUnanswered ? { unanswered: segments } : {}),
      ...(heldBack > 0 ? { heldBack } : {}),
    };
  },
  tell: ({ heldBack = 0, received, swallowed, unanswered = 0 }) => {
    if (received === 0) return 'While the client tried, no IP packet reached the server.';
    const came = `While the client tried, ${received} IP packet${received === 1 ? '' : 's'} reached the server`;
    const held = heldBack > 0 ? ` Of what it meant to send, ${heldBack} did not leave it.` : '';
    const mute = unanswered > 0 ? ` Its TCP got ${unanswered} segments and sent none.` : '';
    return swallowed > 0
      ? `${came}, of which ${swallowed} ${swallowed === 1 ? 'was' : 'were'} discarded before TCP.${mute}${held}`
      : `${came}, and none was discarded before TCP.${mute}${held}`;
  },
  identifies: {},
});
