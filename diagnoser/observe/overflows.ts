import { rise } from './counters.ts';
import { observation } from './observation.ts';

/** SYNs that a full accept queue discarded (listen(2)). */
export const overflows = observation({
  name: 'overflows',
  read: (connection) => rise(connection, 'TcpExt.ListenOverflows'),
  tell: (packets) =>
    packets === 0 ? undefined : `A full accept queue on the server discarded ${packets} SYNs.`,
  identifies: {},
});
