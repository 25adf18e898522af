import type { Placement } from '../topology/place.ts';
import { shell, type Change, type Step } from './change.ts';
import { setSysctl } from './sysctl.ts';

const routesOf = ({ lab }: Placement, on: string): string[] =>
  lab.hosts.find(({ name }) => name === on)?.routes ?? [];

/** Destination of a route: a subnet, or `default`. */
const to = (route: string): string => route.split(' ')[0] ?? '';

/** Sets `all` and the interface: the larger value counts (ip-sysctl, rp_filter). */
const filter = (on: string, value: '0' | '1' | '2'): Step =>
  setSysctl(on, 'net.ipv4.conf.eth0.rp_filter', value);

/** Default of the lab; distributions differ. */
const usual = '0';

const back = (on: string, placement: Placement): Step[] =>
  routesOf(placement, on).map((route) => shell(on, `ip route replace ${route}`));

/**
 * A multihomed host routes to the client through its second network, with strict reverse path filtering (RFC 3704,
 * 2.2): packets that arrive on the first network are dropped.
 */
export const turnWayBack = <const H extends string>(on: H): Change<H> => ({
  verb: 'turnWayBack',
  on,
  says: 'the host expects the client on another interface, and discards what comes by this one',
  varies: { ipVersion: [4] },
  apply: (placement) => [
    ...routesOf(placement, on).map((route) => shell(on, `ip route replace ${to(route)} dev eth1`)),
    filter(on, '1'),
  ],
  undo: (placement) => [...back(on, placement), filter(on, usual)],
});

/** A host routes to the client through the network that the client's packets arrive on. */
export const setWayBack = <const H extends string>(on: H): Change<H> => ({
  verb: 'setWayBack',
  on,
  says: 'the way back to the client leads by the interface that it comes in by',
  varies: { ipVersion: [4] },
  apply: (placement) => back(on, placement),
  undo: (placement) =>
    routesOf(placement, on).map((route) => shell(on, `ip route replace ${to(route)} dev eth1`)),
});
