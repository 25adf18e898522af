import type { Change, Step } from './change.ts';

/** All processes that have the port: of nginx the one that opened the socket, and those that accept. */
const signal = (on: string, name: 'STOP' | 'CONT', port: number): Step => ({
  ...{ kind: 'run', on },
  argv: [
    ...['sh', '-c'],
    `kill -${name} $(ss -Hltnp 'sport = :${port}' | grep -o 'pid=[0-9]*' | cut -d= -f2 | sort -u)`,
  ],
});

/** The service of a host is stopped as by Ctrl-Z: its kernel goes on accepting (signal(7)). */
export const pauseService = <const H extends string>(on: H): Change<H> => ({
  verb: 'pauseService',
  on,
  says: 'the process of the service is stopped',
  apply: ({ aim }) => [signal(on, 'STOP', aim.port)],
  undo: ({ aim }) => [signal(on, 'CONT', aim.port)],
});

/** The stopped service of a host goes on. */
export const continueService = <const H extends string>(on: H): Change<H> => ({
  verb: 'continueService',
  on,
  says: 'the stopped service goes on',
  apply: ({ aim }) => [signal(on, 'CONT', aim.port)],
  undo: ({ aim }) => [signal(on, 'STOP', aim.port)],
});
