import { isLoopback, isPrivate } from '../report/addresses.ts';
import { life } from './life.ts';
import { observation } from './observation.ts';

/** Route from this machine to the address. */
export const route = observation({
  name: 'route',
  read: (connection) => {
    const { address, evidence } = connection;
    if (evidence.route === undefined) return undefined;
    return {
      ...evidence.route,
      /** The address is private and shows no sign of life, and this machine has at most the default route to it. */
      outOfReach:
        life.read(connection)?.alive !== true &&
        isPrivate(address) &&
        ['default', 'none'].includes(evidence.route.kind),
    };
  },
  tell: ({ gateway = '', idle = [], kind }, { address }) => {
    if (isLoopback(address)) return `${address} is this machine itself: no route decides.`;
    const way = {
      'on-link': 'is on a network of this machine',
      route: `is reached by a route of its own through ${gateway}`,
      default: `is reached by the default route alone, through ${gateway}`,
      none: 'has no route from this machine',
    };
    const not = idle.map(
      ({ name, why }) =>
        ` The interface ${name} of this machine ${why === 'down' ? 'is switched off' : 'has no carrier'}.`,
    );
    return `${address} ${way[kind]}${isPrivate(address) ? ', and is of a private range' : ''}.${not.toSorted().join('')}`;
  },
  identifies: {},
});
