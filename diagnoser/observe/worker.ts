import type { Snapshot } from '../../vocabulary/index.ts';
import { latestOf } from './counters.ts';
import { observation } from './observation.ts';

/** Whether the port is a worker of Workerman, and which. */
export const worker = observation({
  name: 'worker',
  read: ({ evidence, port }) => {
    const latest = latestOf(evidence);
    return latest && workermanOn(latest, port);
  },
  tell: (worker, { port }) =>
    worker === 'none'
      ? undefined
      : `On the server port ${port} belongs to a process of Workerman that calls itself "${worker.title}".`,
  identifies: { command: 'program', title: 'title' },
});

/** What Workerman says of the worker that serves a port, by the title of its process. */
export interface Workerman {
  title: string;
  /** The scheme of `new Worker('<scheme>://…')`: websocket, http, text, tcp, frame, or a class. */
  scheme: string;
}

/**
 * The worker of Workerman on a port; `none` when the port is somebody else's, and undefined when it
 * cannot be told whose it is.
 */
export const workermanOn = (
  { listeners, processes }: Snapshot,
  port: number,
): Workerman | 'none' | undefined => {
  for (const { title = '' } of processes) {
    const [, scheme, at] = /^WorkerMan: worker process .* (\S+):\/\/\S*:(\d+)$/.exec(title) ?? [];
    if (scheme !== undefined && Number(at) === port) return { title, scheme };
  }
  const owners = listeners
    .filter((listener) => listener.port === port)
    .map(({ process }) => process);
  return owners.length === 0 || owners.includes(undefined) ? undefined : 'none';
};
