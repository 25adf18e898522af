import { isLoopback } from '../report/addresses.ts';
import { rise } from './counters.ts';
import { observation, type Connection } from './observation.ts';

const isOneMachine = ({ address, evidence }: Connection): boolean =>
  isLoopback(address) && evidence.isServerHere !== false;

/**
 * Whether the server's machine connected to another service while the client tried, as a proxy does, by its
 * counters. Undefined if it did not try.
 */
export const upstream = observation({
  name: 'upstream',
  read: (connection) => {
    // Only after a gateway error: any program may connect to other services.
    if (connection.speech !== 'gateway') return undefined;
    const failed = rise(connection, 'Tcp.AttemptFails');
    const opened = rise(connection, 'Tcp.ActiveOpens');
    if (failed === undefined || opened === undefined || failed + opened === 0) return undefined;
    // If client and server are one machine, its counters include the client's own connection.
    if (failed === 0 && isOneMachine(connection)) return undefined;
    return { connected: failed === 0 };
  },
  tell: ({ connected }) =>
    connected
      ? 'While the client tried, the server connected to another service, and no connection of its own failed.'
      : 'While the client tried, a connection failed that the server itself had begun.',
  identifies: {},
});
