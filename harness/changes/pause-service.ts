import { proxyPort } from '../topology/daemons.ts';
import { shell, type Change, type Step } from './change.ts';

/** Signals all processes that have the port: for nginx the master, which opened the socket, and the workers. */
const signal = (on: string, name: 'STOP' | 'CONT', port: number): Step => ({
  ...{ kind: 'run', on },
  argv: [
    ...['sh', '-c'],
    `kill -${name} $(ss -Hltnp 'sport = :${port}' | grep -o 'pid=[0-9]*' | cut -d= -f2 | sort -u)`,
  ],
});

/** The service of a host gets SIGSTOP: the kernel still accepts connections (signal(7)). */
export const pauseService = <const H extends string>(on: H): Change<H> => ({
  verb: 'pauseService',
  on,
  says: 'the process of the service is stopped',
  apply: ({ aim }) => [signal(on, 'STOP', aim.port)],
  undo: ({ aim }) => [signal(on, 'CONT', aim.port)],
});

/** Stops the one process, of those that serve a host's port, that has a connection of a client. */
export const pauseWorker = <const H extends string>(on: H): Change<H> => ({
  verb: 'pauseWorker',
  on,
  says: 'one of the processes that serve the port is stopped',
  apply: ({ aim }) => [
    shell(
      on,
      `for pid in $(ss -Htnp state established 'sport = :${aim.port}' | grep -o 'pid=[0-9]*' | cut -d= -f2 | sort -u); do kill -STOP $pid; done`,
    ),
  ],
  undo: ({ aim }) => [signal(on, 'CONT', aim.port)],
});

/** The stopped service of a host continues (SIGCONT). */
export const continueService = <const H extends string>(on: H): Change<H> => ({
  verb: 'continueService',
  on,
  says: 'the stopped service goes on',
  apply: ({ aim }) => [signal(on, 'CONT', aim.port)],
  undo: ({ aim }) => [signal(on, 'STOP', aim.port)],
});

/** The process of a proxy gets SIGSTOP: the kernel still accepts connections. */
export const pauseProxy = <const H extends string>(on: H): Change<H> => ({
  verb: 'pauseProxy',
  on,
  says: 'the process of the proxy is stopped',
  apply: () => [signal(on, 'STOP', proxyPort)],
  undo: () => [signal(on, 'CONT', proxyPort)],
});

/** The stopped proxy continues (SIGCONT). */
export const continueProxy = <const H extends string>(on: H): Change<H> => ({
  verb: 'continueProxy',
  on,
  says: 'the stopped proxy goes on',
  apply: () => [signal(on, 'CONT', proxyPort)],
  undo: () => [signal(on, 'STOP', proxyPort)],
});
