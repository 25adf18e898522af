import type { Errno, Symptom, Wire } from '../../vocabulary/index.ts';
import { serviceOf } from '../topology/make.ts';
import type { Make, Point } from '../topology/point.ts';
import { servingHost, type Topology } from '../topology/topology.ts';
import { atBothEnds } from '../witness/wire.ts';
import type { Scenario, WireAtEnds } from './scenario.ts';

/**
 * How symptom and packets at a point differ from those that a scenario declares for the defaults. No other file may
 * handle such differences.
 */

/** ICMP errors by their names in ICMPv6 (RFC 4443, 3.1), and the errno that Linux makes of them (icmp(7)). */
const overIpv6: Partial<Record<Wire, readonly [wire: Wire, code: Errno]>> = {
  'SYN > ICMP 3/0': ['SYN > ICMPv6 1/0', 'ENETUNREACH'],
  'SYN > ICMP 3/3': ['SYN > ICMPv6 1/4', 'ECONNREFUSED'],
  'SYN > ICMP 3/10': ['SYN > ICMPv6 1/1', 'EACCES'],
  'SYN > ICMP 3/13': ['SYN > ICMPv6 1/1', 'EACCES'],
};

/**
 * Status with which a WebSocket server of each make rejects a request without an upgrade (RFC 9110, 15.5.22; RFC
 * 6455, 4.4).
 */
const refusals: Readonly<Record<Make, `HTTP ${number}`>> = {
  node: 'HTTP 426',
  'node-400': 'HTTP 400',
  'workerman-4': 'HTTP 400',
  'workerman-5': 'HTTP 400',
  nginx: 'HTTP 426',
};

const wireAt = (wire: Wire, { ipVersion }: Point): Wire =>
  (ipVersion === 6 ? overIpv6[wire]?.[0] : undefined) ?? wire;

function symptomAt({ symptom, wire }: Declared, { ipVersion, make }: Point): Symptom {
  if (typeof symptom !== 'object') return symptom;
  const told = overIpv6[atBothEnds(wire).client];
  if (ipVersion === 6 && told) return { ...symptom, code: told[1] };
  return symptom.code === refusals.node ? { ...symptom, code: refusals[make] } : symptom;
}

interface Declared {
  symptom: Symptom;
  wire: WireAtEnds;
}

/** Symptom and packets of a layer at a point. */
export const seenAt = (declared: Declared, point: Point): Declared => {
  const { wire } = declared;
  return {
    symptom: symptomAt(declared, point),
    wire:
      typeof wire === 'object'
        ? { client: wireAt(wire.client, point), server: wireAt(wire.server, point) }
        : wireAt(wire, point),
  };
};

/** The topology with the target's service of the point; unchanged if the scenario fixes the service. */
function servedAt({ topology, target }: Scenario, { scheme, make }: Point): Topology {
  const { protocol, hostname } = new URL(target);
  const on = servingHost(topology, hostname);
  const plan = topology.hosts[on];
  const isUsual = protocol === `${scheme}:` && make === 'node';
  if (plan === undefined || isUsual) return topology;
  const service = serviceOf(scheme, make);
  if (service === undefined) return topology;
  return { ...topology, hosts: { ...topology.hosts, [on]: { ...plan, service } } };
}

/** A scenario at a point: its target, and the symptom and packets of its outermost layer. */
export const shownAt = (scenario: Scenario, point: Point): Scenario =>
  ({
    ...scenario,
    ...seenAt(scenario, point),
    topology: servedAt(scenario, point),
    target: scenario.target.replace(/^\w+/, point.scheme),
  }) as Scenario;
