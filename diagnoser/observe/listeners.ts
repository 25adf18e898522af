import { listeningOn, programOf } from '../report/listening.ts';
import { latestOf } from './counters.ts';
import { observation } from './observation.ts';

/** Listening sockets of the server on the port. */
export const listeners = observation({
  name: 'listeners',
  read: ({ address, evidence, port }) => {
    const latest = latestOf(evidence);
    return latest && listeningOn(latest, address, port);
  },
  tell: ({ listeners, where }, { port }) => {
    if (where === 'nowhere') return `On the server nothing listens on port ${port}.`;
    const sockets = listeners
      .map(({ address, backlog, device, process, queued }) => {
        const who = process === undefined ? '' : ` (${programOf(process)})`;
        return `${address}${device === undefined ? '' : ` of ${device} alone`}${who}${queued > 0 ? `, ${queued} waiting of ${backlog} allowed` : ''}`;
      })
      .toSorted();
    const reach =
      where === 'on-target'
        ? 'the address that the client uses is among them'
        : 'that is not the address that the client uses';
    return `On the server port ${port} is listened on at ${[...new Set(sockets)].join('; ')}: ${reach}.`;
  },
  identifies: { process: 'program' },
});
