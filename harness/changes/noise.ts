import type { Placement } from '../topology/place.ts';
import type { Noise } from '../topology/point.ts';
import type { Step } from './change.ts';
import { insertRules } from './firewall-rule.ts';

/** Above the ports of services, and accepted by no firewall of the lab. */
const ports = { open: 9090, own: 9100 };

const ownAddress = (on: string, { addresses }: Placement): string => addresses[on] ?? '';

/** Loopback and the host's network addresses. */
const ownAddresses = (on: string, placement: Placement): string =>
  `127.0.0.1,${ownAddress(on, placement)}`;

const housekeeping = (on: string, flags: Record<string, string>): Step => ({
  ...{ kind: 'start', on, name: 'housekeeping', program: 'housekeeping', ready: 'ready' },
  flags,
});

/** Counting rules, and rules against addresses outside the lab. None accepts anything. */
const rulesOn = (on: string, placement: Placement): Step => {
  const { ipVersion } = placement;
  const elsewhere = ipVersion === 4 ? '198.51.100.0/24' : '2001:db8:51::/48';
  const client = ownAddress('client', placement);
  const rules = [
    `INPUT -s ${elsewhere} -j DROP`,
    'INPUT -p tcp --dport 23 -j DROP',
    'INPUT -p udp --dport 137 -j DROP',
    `INPUT -s ${client} -p tcp --dport 25 -j DROP`,
    'INPUT -p tcp -m comment --comment accounting',
    'OUTPUT -p tcp -m comment --comment accounting',
  ];
  return insertRules(on, rules, ipVersion);
};

const steps: Readonly<Record<Noise, (placement: Placement) => Step[]>> = {
  none: () => [],
  rules: (placement) => ['client', placement.target].map((on) => rulesOn(on, placement)),
  listeners: (placement) => {
    const { target, ipVersion } = placement;
    const own = (on: string): string => `${ownAddress(on, placement)}:${ports.own}`;
    const open = `${ipVersion === 4 ? '0.0.0.0' : '::'}:${ports.open}`;
    return [
      housekeeping('client', { listen: own('client') }),
      housekeeping(target, { listen: `${open},${own(target)}` }),
    ];
  },
  connections: (placement) =>
    ['client', placement.target].map((on) =>
      housekeeping(on, { hold: '3', within: ownAddresses(on, placement) }),
    ),
  traffic: (placement) => [trafficWithin(placement.target, placement)],
};

const everyMs = 100;

const trafficWithin = (on: string, placement: Placement): Step =>
  housekeeping(on, { every: `${everyMs}`, within: ownAddresses(on, placement) });

/**
 * Harmless additions on client and server, present before the baseline and kept. They do not depend on the fault.
 * They send no packet between hosts: which hosts are up, and which address is the server's, must show in the failure
 * alone.
 */
export const noiseOf = (placement: Placement): Step[] => steps[placement.noise](placement);

/**
 * The client's own traffic begins with the first verdict. Its counters show how long it has run, and must not show
 * how long the fault took to make.
 */
export const trafficOfClient = (placement: Placement): Step[] =>
  placement.noise === 'traffic' ? [trafficWithin('client', placement)] : [];

/**
 * How many TCP connections the client's background traffic begins in that time, in milliseconds: one to each own
 * address at each interval. A busy machine makes it fewer. The counters of the host (proc_pid_net(5), ActiveOpens)
 * hold them beside the connections of a diagnoser.
 */
export const connectionsOfTraffic = (placement: Placement, durationMs: number): number =>
  placement.noise === 'traffic'
    ? Math.ceil(durationMs / everyMs) * ownAddresses('client', placement).split(',').length
    : 0;
