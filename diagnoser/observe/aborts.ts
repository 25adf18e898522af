import { rise } from './counters.ts';
import { observation } from './observation.ts';

/**
 * How the server reset a connection, by its counters (Documentation/networking/snmp_counter.rst). `unread`: a
 * socket was closed with unread data (TCPAbortOnClose). `meant`: the program asked for the reset (TCPAbortOnData,
 * SO_LINGER of 0). Undefined if both rose, or neither.
 */
export const aborts = observation({
  name: 'aborts',
  read: (connection): 'unread' | 'meant' | undefined => {
    if (connection.speech !== 'nothing') return undefined;
    const unread = rise(connection, 'TcpExt.TCPAbortOnClose') ?? 0;
    const meant = rise(connection, 'TcpExt.TCPAbortOnData') ?? 0;
    if (unread > 0 === meant > 0) return undefined;
    return unread > 0 ? 'unread' : 'meant';
  },
  tell: (how) =>
    how === 'unread'
      ? 'While the client tried, the server closed a connection before it had read what came: its kernel resets that one.'
      : 'While the client tried, a program of the server reset a connection by its own will.',
  identifies: {},
});
