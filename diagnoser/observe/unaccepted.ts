import { latestOf, rise } from './counters.ts';
import { observation } from './observation.ts';

/**
 * Connections that joined the accept queue of the port (ss(8), Recv-Q) while the client tried, if none left it: at
 * least as many as were established on the whole machine (Tcp.PassiveOpens). Undefined otherwise: a queue that is
 * not empty for a moment says nothing.
 */
export const unaccepted = observation({
  name: 'unaccepted',
  read: (connection): number | undefined => {
    const { evidence, port } = connection;
    const { before, attempts = 0 } = evidence.server ?? {};
    const latest = latestOf(evidence);
    const opened = rise(connection, 'Tcp.PassiveOpens');
    if (latest === undefined || before === undefined || opened === undefined) return undefined;
    const queued = ({ listeners }: typeof latest): number =>
      listeners.filter((one) => one.port === port).reduce((sum, one) => sum + one.queued, 0);
    const more = queued(latest) - queued(before);
    return more >= Math.max(1, attempts, opened) ? more : undefined;
  },
  tell: (more, { port }) =>
    `On the server no connection to port ${port} was accepted while the client tried: ${more} more ${more === 1 ? 'waits' : 'wait'} in the queue of the listening socket.`,
  identifies: {},
});
