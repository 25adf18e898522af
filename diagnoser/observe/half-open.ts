import { rise } from './counters.ts';
import { observation } from './observation.ts';

/** Whether the server answered the SYN and waits: connections in SYN-RECV that were not there before. */
export const halfOpen = observation({
  name: 'halfOpen',
  read: (connection) => {
    const { after, before } = connection.evidence.server ?? {};
    const sentAgain = rise(connection, 'Tcp.RetransSegs');
    const more = (after?.sockets['SYN-RECV'] ?? 0) - (before?.sockets['SYN-RECV'] ?? 0);
    return sentAgain === undefined ? undefined : { connections: Math.max(0, more), sentAgain };
  },
  tell: ({ connections, sentAgain }) =>
    connections + sentAgain === 0
      ? undefined
      : `The server answered and waits: ${connections} more connections in SYN-RECV, ${sentAgain} segments sent again.`,
  identifies: {},
});
