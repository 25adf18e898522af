import { rise } from './counters.ts';
import { observation } from './observation.ts';

/** Connections that entered SYN-RECV while the client tried: the server answered the SYN and waits for the ACK. */
export const halfOpen = observation({
  name: 'halfOpen',
  read: (connection) => {
    const { after, before } = connection.evidence.server ?? {};
    // A retransmitted SYN-ACK counts in both (tcp_rtx_synack()), data of other connections only in RetransSegs.
    const segments = rise(connection, 'Tcp.RetransSegs');
    const isSplit = after?.counters['TcpExt.TCPSynRetrans'] !== undefined;
    const openings = isSplit ? rise(connection, 'TcpExt.TCPSynRetrans') : segments;
    const sentAgain = segments === undefined ? undefined : Math.min(segments, openings ?? segments);
    const more = (after?.sockets['SYN-RECV'] ?? 0) - (before?.sockets['SYN-RECV'] ?? 0);
    return sentAgain === undefined ? undefined : { connections: Math.max(0, more), sentAgain };
  },
  tell: ({ connections, sentAgain }) =>
    connections + sentAgain === 0
      ? undefined
      : `The server answered the SYN and waits: ${partsOf(connections, sentAgain).join(', ')}.`,
  identifies: {},
});

const partsOf = (connections: number, sentAgain: number): string[] => [
  ...(connections === 0
    ? []
    : [`${connections} ${connections === 1 ? 'connection' : 'connections'} more in SYN-RECV`]),
  ...(sentAgain === 0
    ? []
    : [`${sentAgain} ${sentAgain === 1 ? 'segment' : 'segments'} sent again`]),
];
