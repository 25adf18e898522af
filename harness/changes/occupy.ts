import type { Change } from './change.ts';

const name = 'occupant';

/** A client of the same machine has a connection to the service of a host, and keeps it. */
export const occupy = <const H extends string>(on: H): Change<H> => ({
  verb: 'occupy',
  on,
  says: 'another client has a connection to the service',
  apply: ({ aim }) => [
    {
      ...{ kind: 'start', on, name, ready: 'it holds', capabilities: [] },
      argv: [
        ...['sh', '-c'],
        `sleep infinity | nc localhost ${aim.port} >/dev/null & for turn in $(seq 1000); do ss -Htn state established 'dport = :${aim.port}' | grep -q . && echo it holds && break; sleep 0.02; done; wait`,
      ],
    },
  ],
  undo: () => [{ kind: 'end', on, name, signal: 'SIGKILL' }],
});
