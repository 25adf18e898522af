import type { Snapshot } from '../../vocabulary/index.ts';
import { latestOf } from './counters.ts';
import { observation } from './observation.ts';

/** Workerman worker that owns the port. */
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

/** Workerman worker that serves a port, from its process title. */
export interface Workerman {
  title: string;
  /** The scheme of `new Worker('<scheme>://…')`: websocket, http, text, tcp, frame, or a class. */
  scheme: string;
}

/** Workerman worker on a port; `none` if another program owns the port, undefined if the owner is not known. */
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
