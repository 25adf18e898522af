import type { IpVersion, AddressSource } from './topology.ts';

/** Tool that manages a host's own firewall. */
export type Firewall = 'iptables' | 'nft' | 'ufw' | 'firewalld';

/** All hosts on one network, or a router between client and server. */
export type Layout = 'flat' | 'routed';

/** The client's routes: one for each other network, or a default route alone. */
export type Routes = 'each' | 'default';

/** What a firewall that blocks the target's port accepts otherwise (lets-in.ts). */
export type Openness = 'others' | 'listed' | 'nobody';

/** What the user knows of the intended server. */
export type Knowledge = 'both' | 'address' | 'name' | 'nothing';

/** Protocol between client and service. */
export type Scheme = 'ws' | 'wss' | 'http' | 'https' | 'tcp';

/** Software of the target's server (make.ts). */
export type Make = 'node' | 'node-400' | 'workerman-4' | 'workerman-5' | 'nginx';

/** Harmless additions on client and server (changes/noise.ts). */
export type Noise = 'none' | 'rules' | 'listeners' | 'connections' | 'traffic';

/** Value of a case on each axis. No axis changes the cause. */
export interface Point {
  ipVersion: IpVersion;
  firewall: Firewall;
  way: AddressSource;
  layout: Layout;
  routes: Routes;
  letsIn: Openness;
  believed: Knowledge;
  scheme: Scheme;
  make: Make;
  noise: Noise;
}

export type Axis = keyof Point;

/** The values of each axis, the default first. A value that is listed twice is drawn twice as often. */
export type Axes = { readonly [A in Axis]: readonly Point[A][] };

/** Meaning of each axis, for people, in the order in which points are printed. */
export const axisMeanings: Readonly<Record<Axis, string>> = {
  ipVersion: 'the IP version of all addresses',
  firewall: "the tool that rules the host's own firewall",
  way: 'how the client comes to the address: by the URL, the hosts file, or a resolver',
  layout: 'whether a router stands between client and server',
  routes: 'whether the client has a route to each network or the default route alone',
  letsIn: "what the firewall that stops the target's port lets in",
  believed: 'what the user knows of the server that is meant',
  scheme: 'what client and server speak',
  make: 'who made the server (nginx serves HTTP alone, so Node serves the other schemes)',
  noise: 'what else there is on client and server that does no harm',
};

export const axisNames = Object.keys(axisMeanings) as Axis[];

/** All values that an axis may have in any scenario. */
export const axisValues: Axes = {
  ipVersion: [4, 6],
  firewall: ['iptables', 'nft', 'ufw', 'firewalld'],
  way: ['address', 'hosts-file', 'disputed', 'dns'],
  layout: ['flat', 'routed'],
  routes: ['each', 'default'],
  letsIn: ['others', 'listed', 'nobody'],
  believed: ['both', 'address', 'name', 'nothing'],
  scheme: ['ws', 'wss', 'http', 'https', 'tcp'],
  make: ['node', 'node-400', 'workerman-4', 'workerman-5', 'nginx'],
  noise: ['none', 'rules', 'listeners', 'connections', 'traffic'],
};
