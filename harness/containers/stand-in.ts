import type { Change, Step } from '../changes/index.ts';
import { deleteRule, insertRule } from '../changes/firewall-rule.ts';
import type { Service } from '../topology/services.ts';
import type { Placement } from '../topology/place.ts';

/**
 * Redirects new connections to the container's port to a program of ours beside it. Established connections are
 * dropped or reset, which matches what new connections meet.
 */
export const standIn = (service: Service, old: 'DROP' | 'REJECT'): Change => {
  const led = ({ aim, services }: Placement): string =>
    `-t nat -p tcp --dport ${aim.port} -j REDIRECT --to-ports ${services['server']?.port}`;
  // New connections already have the stand-in's port here (iptables-extensions(8), REDIRECT).
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

// The comment tells the rule from the container's own rules, the port from those of a fault at another port.
const within = ({ aim }: Placement): string =>
  `-i lo -p tcp --dport ${aim.port} -m comment --comment badconn -j ACCEPT`;

/** Connections from within the container, such as its health check, do not meet the fault. */
export const spareLoopback: Change = {
  ...{ verb: 'spareLoopback', on: 'server' },
  says: 'connections within the container are let in',
  apply: (placement) => [insertRule('server', 'INPUT', within(placement), placement.ipVersion)],
  undo: (placement) => [deleteRule('server', 'INPUT', within(placement), placement.ipVersion)],
};
