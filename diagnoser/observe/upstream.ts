import { isLoopback } from '../report/addresses.ts';
import { rise } from './counters.ts';
import { observation, type Connection } from './observation.ts';

const isOneMachine = ({ address, evidence }: Connection): boolean =>
  isLoopback(address) && evidence.isServerHere !== false;

/**
 * Whether the machine of the server connected to another service while the client tried, as a proxy does: by
 * its own counters. Undefined where it did not even try.
 */
export const upstream = observation({
  name: 'upstream',
  read: (connection) => {
    // Only a proxy that gave up is asked: any program may connect to others.
    if (connection.speech !== 'gateway') return undefined;
    const failed = rise(connection, 'Tcp.AttemptFails');
    const opened = rise(connection, 'Tcp.ActiveOpens');
    if (failed === undefined || opened === undefined || failed + opened === 0) return undefined;
    // The counters of one machine have the connection of the client among those that were opened.
    if (failed === 0 && isOneMachine(connection)) return undefined;
    return { connected: failed === 0 };
  },
  tell: ({ connected }) =>
    connected
      ? 'While the client tried, the server connected to another service, and no connection of its own failed.'
      : 'While the client tried, a connection failed that the server itself had begun.',
  identifies: {},
});
