import { rise } from './counters.ts';
import { observation } from './observation.ts';

/**
 * By the counters of the server, of a connection that was reset: its socket was closed with bytes unread
 * (TCPAbortOnClose), or the reset was meant (TCPAbortOnData: SO_LINGER of 0); Documentation/networking/snmp_counter.rst.
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
