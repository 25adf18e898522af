import type { Facts } from '../../observe/facts.ts';
import { decides, type CauseFile } from '../cause-file.ts';
import { resetByTarget } from './reset-by-target.ts';

export const wrongPort: CauseFile = {
  cause: 'wrong-port',
  prior: 9,
  judge: (facts) => [
    ...resetByTarget(facts, 'nowhere'),
    decides('services', mayBe(facts.services)),
  ],
  remedy: ({ evidence, port, services }) => {
    const { scheme, host, path } = evidence.target;
    const shown = host.includes(':') ? `[${host}]` : host;
    const found = services?.found;
    return {
      action: 'use-right-port',
      text:
        found === undefined
          ? `The service is not on port ${port}. Connect to the port on which it listens.`
          : `The service answers on port ${found}, not on ${port}. Connect to ${scheme}://${shown}:${found}${path}.`,
      commands: found === undefined ? ['ss -ltnp'] : [],
    };
  },
};

/** Whether another port has the service; undefined if one has a service of the same protocol. */
const mayBe = (services: Facts['services']): boolean | undefined => {
  if (services === undefined || services.found !== undefined) return services && true;
  return services.alike.length > 0 ? undefined : false;
};
