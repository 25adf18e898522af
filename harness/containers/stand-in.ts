import type { Change, Step } from '../changes/index.ts';
import { deleteRule, insertRule } from '../changes/firewall-rule.ts';
import type { Service } from '../topology/services.ts';
import type { Placement } from '../topology/place.ts';

/**
 * What comes in for the port of a container is led to a program of ours beside it; connections that stood before
 * are discarded or reset, as those do that come.
 */
export const standIn = (service: Service, old: 'DROP' | 'REJECT'): Change => {
  const led = ({ aim, services }: Placement): string =>
    `-t nat -p tcp --dport ${aim.port} -j REDIRECT --to-ports ${services['server']?.port}`;
  // New ones have the port of the stand-in by now (iptables-extensions(8), REDIRECT).
  const stood = ({ aim }: Placement): string =>
    `-p tcp --dport ${aim.port} -j ${old}${old === 'REJECT' ? ' --reject-with tcp-reset' : ''}`;
  const serve: Step = {
    ...{ kind: 'serve', on: 'server' },
    as: { options: {}, certificate: undefined, ...service },
  };
  return {
    ...{ verb: 'standIn', on: 'server' },
    says: `a program beside the service answers in its place: ${service.program}`,
    apply: (placement) => [
      serve,
      insertRule('server', 'PREROUTING', led(placement), placement.ipVersion),
      insertRule('server', 'INPUT', stood(placement), placement.ipVersion),
    ],
    undo: (placement) => [
      deleteRule('server', 'INPUT', stood(placement), placement.ipVersion),
      deleteRule('server', 'PREROUTING', led(placement), placement.ipVersion),
      { kind: 'serve', on: 'server', as: 'stopped' },
    ],
  };
};

// Told by its comment from a rule of the container's own, and by the port from that of a fault at another port.
const within = ({ aim }: Placement): string =>
  `-i lo -p tcp --dport ${aim.port} -m comment --comment badconn -j ACCEPT`;

/** Who is in the container itself, as its health check is, does not meet what is done around it. */
export const spareLoopback: Change = {
  ...{ verb: 'spareLoopback', on: 'server' },
  says: 'connections within the container are let in',
  apply: (placement) => [insertRule('server', 'INPUT', within(placement), placement.ipVersion)],
  undo: (placement) => [deleteRule('server', 'INPUT', within(placement), placement.ipVersion)],
};
