import { authority, cache, squid } from '../topology/daemons.ts';
import type { Placement } from '../topology/place.ts';

const records = { 'shop.test': '10.0.0.3', 'oak.shop.test': '10.0.0.3' };

/** A lab with easily recognised numbers: the service on port 4000, nothing on 4001. */
export const samplePlacement: Placement = {
  lab: {
    networks: ['n0'],
    hosts: ['client', 'server'].map((name) => ({
      ...{ name, hostname: name, interfaces: [], hostsFile: [], resolvers: [], sysctls: {} },
      routes: name === 'server' ? ['10.0.2.0/24 via 10.0.0.1'] : [],
    })),
  },
  ipVersion: 4,
  firewall: 'iptables',
  noise: 'none',
  way: 'address',
  believed: {},
  target: 'server',
  addresses: { client: '10.0.0.2', server: '10.0.0.3', old: '10.0.0.4', proxy: '10.0.0.5' },
  allAddresses: { client: ['10.0.0.2'], server: ['10.0.0.3', '10.0.1.3'], old: ['10.0.0.4'] },
  services: { server: { program: 'web-socket-server', address: '0.0.0.0', port: 4000 } },
  aim: { scheme: 'ws', host: '10.0.0.3', port: 4000, path: '/' },
  unusedPort: 4001,
  letsIn: { ports: [22, 80] },
  freeAddress: '10.0.0.9',
  daemons: [authority('resolver', records), cache('resolver'), squid('proxy', [])],
  domain: 'shop.test',
  ownNames: { client: 'elm.shop.test', server: 'oak.shop.test', old: 'fir.shop.test' },
  records,
  narrowRangeStart: 50_000,
  certificateAgeMs: 259_200_000,
};
