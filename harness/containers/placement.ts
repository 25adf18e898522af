import type { Aim, Placement } from '../topology/place.ts';
import type { PlacedService } from '../topology/services.ts';

const dayMs = 24 * 3600 * 1000;

/** A container and its client as a placement: nothing is drawn, and the networks exist already. */
export const placementOf = (aim: Aim, service: PlacedService): Placement => ({
  lab: { networks: [], hosts: [] },
  ...{ ipVersion: 4, firewall: 'iptables', noise: 'none', way: 'address', letsIn: 'all' },
  believed: {},
  target: 'server',
  addresses: { server: aim.host },
  allAddresses: { server: [aim.host] },
  services: { server: service },
  daemons: [],
  domain: aim.host,
  ownNames: {},
  records: {},
  aim,
  unusedPort: 0,
  freeAddress: '',
  narrowRangeStart: 0,
  certificateAgeMs: 5 * dayMs,
});
