import { arrival } from './arrival.ts';
import { rise } from './counters.ts';
import { observation } from './observation.ts';

/**
 * Resets of the server's own TCP that refuse a segment; a firewall's reset is not counted. One that ends a
 * connection counts as Tcp.EstabResets as well (RFC 4022): beside such, whose a reset was is not known.
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
