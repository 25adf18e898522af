import { standingOf, type StaticObstacle } from '../report/standing.ts';
import { latestOf, rise } from './counters.ts';
import { observation } from './observation.ts';

/** What would stop a SYN for the port by the state in one report, where no counters can be compared. */
export const standing = observation({
  name: 'standing',
  read: (connection): StaticObstacle | undefined => {
    const latest = latestOf(connection.evidence);
    if (latest === undefined || rise(connection) !== undefined) return undefined;
    return standingOf(latest, connection.address, connection.port);
  },
  tell: (stands, { port }) =>
    stands === 'discards'
      ? `By its rules the server discards a SYN for port ${port}, whatever they have counted.`
      : `In the report more connections wait at port ${port} than its queue takes: the kernel discards new ones.`,
  identifies: {},
});
