import type { Change } from './change.ts';

const name = 'occupant';

/** A client on the same machine holds a connection to the host's service. */
export const occupy = <const H extends string>(on: H): Change<H> => ({
  verb: 'occupy',
  on,
  says: 'another client has a connection to the service',
  apply: ({ aim }) => [
    {
      ...{ kind: 'start', on, name, ready: 'succeeded', capabilities: [] },
      argv: ['nc', '-dv', 'localhost', String(aim.port)],
    },
  ],
  undo: () => [{ kind: 'end', on, name }],
});
