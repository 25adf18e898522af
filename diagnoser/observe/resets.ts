import { arrival } from './arrival.ts';
import { rise } from './counters.ts';
import { observation } from './observation.ts';

/**
 * Resets by which the server's own TCP refused segments; those that a firewall sends are not counted. A reset that
 * ends a connection also counts in Tcp.EstabResets (RFC 4022): beside such, undefined unless more were sent.
 */
export const resets = observation({
  name: 'resets',
  read: (connection) => {
    const sent = rise(connection, 'Tcp.OutRsts');
    const ending = rise(connection, 'Tcp.EstabResets') ?? 0;
    if (!sent || ending === 0) return sent;
    return sent > ending ? sent - ending : undefined;
  },
  tell: (sent, connection) =>
    arrival.read(connection)?.received === 0
      ? undefined
      : `While the client tried, the server's own TCP sent ${sent === 0 ? 'no reset' : `${sent} reset${sent === 1 ? '' : 's'}`}.`,
  identifies: {},
});
