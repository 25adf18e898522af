import { latestOf } from './counters.ts';
import { observation } from './observation.ts';

/** Hosting control panel of the server. */
export const panel = observation({
  name: 'panel',
  read: ({ evidence }) => {
    const latest = latestOf(evidence);
    return latest && { name: 'baota' in latest.markers ? 'Baota/aaPanel' : undefined };
  },
  tell: ({ name }) =>
    name === undefined
      ? undefined
      : `The server is run with the panel ${name}, which keeps its own list of open ports.`,
  identifies: {},
});
