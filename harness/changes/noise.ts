import type { Placement } from '../topology/place.ts';
import type { Noise } from '../topology/point.ts';
import type { Step } from './change.ts';
import { insertRule } from './firewall-rule.ts';

/** Above the ports that services are given, and none that a firewall of the lab lets in. */
const ports = { server: '9090,9100', client: '9100' };

const housekeeping = (on: string, flags: Record<string, string>): Step => ({
  ...{ kind: 'start', on, name: 'housekeeping', program: 'housekeeping', ready: 'ready' },
  flags,
});

/** Rules that count, and rules against others than the lab's own hosts. They let nothing in. */
const rulesOn = (on: string, { ipVersion }: Placement): Step[] => {
  const elsewhere = ipVersion === 4 ? '198.51.100.0/24' : '2001:db8:51::/48';
  return [
    insertRule(on, 'INPUT', `-s ${elsewhere} -j DROP`, ipVersion),
    insertRule(on, 'INPUT', '-p tcp --dport 23 -j DROP', ipVersion),
    insertRule(on, 'INPUT', '-p udp --dport 137 -j DROP', ipVersion),
    insertRule(on, 'INPUT', '-p tcp -m comment --comment accounting', ipVersion),
    insertRule(on, 'OUTPUT', '-p tcp -m comment --comment accounting', ipVersion),
  ];
};

const steps: Readonly<Record<Noise, (placement: Placement) => Step[]>> = {
  none: () => [],
  rules: (placement) => ['client', placement.target].flatMap((on) => rulesOn(on, placement)),
  listeners: ({ target, ipVersion }) => [
    housekeeping('client', { listen: ports.client }),
    housekeeping(target, { listen: ports.server, address: ipVersion === 4 ? '0.0.0.0' : '::' }),
  ],
  connections: ({ target }) => ['client', target].map((on) => housekeeping(on, { hold: '3' })),
  traffic: ({ target }) => [housekeeping(target, { every: '100' })],
};

/**
 * What there is on client and server beside the failure, and does no harm: it is there before the baseline
 * and stays. It is the same whatever the fault is.
 */
export const noiseOf = (placement: Placement): Step[] => steps[placement.noise](placement);

/**
 * Traffic of the client itself begins with the first verdict: its counters tell a diagnoser since when there is any,
 * and that must not be how long it took to make the fault.
 */
export const trafficOfClient = ({ noise }: Placement): Step[] =>
  noise === 'traffic' ? [housekeeping('client', { every: '100' })] : [];
