import type { Snapshot } from '../../vocabulary/index.ts';

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
  const owners = listeners.filter((one) => one.port === port).map(({ process }) => process);
  return owners.length === 0 || owners.includes(undefined) ? undefined : 'none';
};
