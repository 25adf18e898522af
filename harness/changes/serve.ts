import type { Service } from '../topology/services.ts';
import type { Change } from './change.ts';

/** Another program serves a host's port. */
export const serve = <const H extends string>(on: H, service: Service): Change<H> => ({
  verb: 'serve',
  on,
  says: `the port is served by ${service.program}`,
  apply: () => [{ kind: 'serve', on, as: { options: {}, certificate: undefined, ...service } }],
  undo: ({ services }) => {
    const { program = service.program, options = {}, certificate } = services[on] ?? {};
    return [{ kind: 'serve', on, as: { program, options, certificate } }];
  },
});
