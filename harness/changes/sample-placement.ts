import type { Placement } from '../topology/place.ts';

/** A lab whose numbers a reader can tell apart: the service on 4000, nobody on 4001. */
export const samplePlacement: Placement = {
  lab: { networks: ['n0'], hosts: [] },
  addresses: { client: '10.0.0.2', server: '10.0.0.3' },
  services: { server: { program: 'web-socket-server', address: '0.0.0.0', port: 4000 } },
  aim: { scheme: 'ws', host: '10.0.0.3', port: 4000, path: '/' },
  unusedPort: 4001,
  narrowRangeStart: 50_000,
};
