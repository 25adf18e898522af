import { arrival } from './arrival.ts';
import { rise } from './counters.ts';
import { observation } from './observation.ts';

/** Resets of the server's own TCP; a firewall's reset is not counted. */
export const resets = observation({
  name: 'resets',
  read: (connection) => rise(connection, 'Tcp.OutRsts'),
  tell: (sent, connection) =>
    arrival.read(connection)?.received === 0
      ? undefined
      : `While the client tried, the server's own TCP sent ${sent === 0 ? 'no reset' : `${sent} reset${sent === 1 ? '' : 's'}`}.`,
  identifies: {},
});
