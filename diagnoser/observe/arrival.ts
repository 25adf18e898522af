import { isIpv6 } from '../report/addresses.ts';
import { latestOf, rise } from './counters.ts';
import { observation, type Connection } from './observation.ts';

/**
 * Neighbour solicitations for other machines (RFC 4861, 7.2.2). A switch delivers their multicast to every machine;
 * they are counted as received, and in no other counter.
 */
const forOthers = (connection: Connection): number =>
  Math.max(
    0,
    (rise(connection, 'Ip6InMcastPkts') ?? 0) - (rise(connection, 'Icmp6InNeighborSolicits') ?? 0),
  );

/**
 * Fewest segments to conclude from: a SYN is retransmitted after a second, and a single segment may belong to
 * another connection.
 */
const fewest = 2;

export interface Arrival {
  received: number;
  swallowed: number;
  /** Segments that arrived while the server's TCP sent none. */
  unanswered?: number;
  /**
   * Packets that the server's IP created and did not transmit; Linux counts transmissions in kernels after 6.5
   * (Ip.OutTransmits).
   */
  heldBack?: number;
}

const isCounted = ({ evidence }: Connection, name: string): boolean =>
  latestOf(evidence)?.counters[name] !== undefined;

/** A firewall rule or an IPsec policy discards outgoing packets after they are counted (RFC 4293, OutRequests). */
const heldBackBy = (connection: Connection, ip: string): number => {
  if (!isCounted(connection, `${ip}OutTransmits`)) return 0;
  const passedOn = ip === 'Ip6' ? 'Ip6OutForwDatagrams' : 'Ip.ForwDatagrams';
  const meant = rise(connection, `${ip}OutRequests`, passedOn) ?? 0;
  return Math.max(0, meant - (rise(connection, `${ip}OutTransmits`) ?? 0));
};

/** IP packets that reached the server while the client tried, and how many of them no protocol received. */
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
