import type { Stage, Symptom } from '../../vocabulary/index.ts';
import type { Change } from '../changes/index.ts';
import { axesOfTopology } from '../topology/shape.ts';
import { servingHost } from '../topology/topology.ts';
import type { Axes, Make, Point, Scheme } from '../topology/point.ts';
import { inFull } from '../symptom.ts';
import type { Scenario } from './scenario.ts';

const asList = <T>(given: T | readonly T[] | undefined): readonly T[] =>
  given === undefined ? [] : ([given].flat() as T[]);

/** The changes of all layers: faults, or harmless changes of a healthy scenario. */
const changesOf = (scenario: Scenario): readonly Change[] =>
  scenario.cause === 'none'
    ? asList(scenario.harmless)
    : [scenario, ...(scenario.beneath ?? [])].flatMap(({ fault }) => asList(fault));

/** The symptoms of all layers. */
const symptomsOf = (scenario: Scenario): readonly Symptom[] =>
  scenario.cause === 'none'
    ? [scenario.symptom]
    : [scenario, ...(scenario.beneath ?? [])].map(({ symptom }) => symptom);

/** The values that all changes allow on an axis; `usual` if no change limits it. */
function allowed<A extends 'ipVersion' | 'firewall'>(
  changes: readonly Change[],
  axis: A,
  usual: readonly Point[A][],
): readonly Point[A][] {
  const limits = changes.flatMap(({ varies }) => {
    const limit: readonly Point[A][] | undefined = varies?.[axis];
    return limit === undefined ? [] : [limit];
  });
  const [first = usual, ...others] = limits;
  return first.filter((value) => others.every((limit) => limit.includes(value)));
}

/** Verbs of changes that fix the protocol or the proxy. */
const settingSpeech: readonly string[] = ['useScheme', 'serve', 'useProxy', 'logIn'];

const laterStages: readonly Stage[] = ['proxy', 'tls', 'upgrade', 'exchange', 'stay'];

/**
 * The schemes that may be drawn. Only one if it is part of the failure or of its symptom. If the server takes
 * no connection, raw TCP is not drawn: the diagnoser finds the service on another port by its protocol.
 */
function schemesOf(scenario: Scenario): readonly Scheme[] {
  const { target, topology } = scenario;
  const { protocol, hostname } = new URL(target);
  const own = protocol.slice(0, -1) as Scheme;
  const { service } = topology.hosts[servingHost(topology, hostname)] ?? {};
  const isPlain =
    service?.program === 'web-socket-server' && !service.options && !service.certificate;
  const seen = symptomsOf(scenario).map(inFull);
  const isLater = seen.some(
    ({ stage, code }) => code !== 'connected' && laterStages.includes(stage),
  );
  const isKept = scenario.idleMs !== undefined || scenario.when !== undefined;
  const isSet = changesOf(scenario).some(({ verb }) => settingSpeech.includes(verb));
  if (own !== 'ws' || !isPlain || isLater || isKept || isSet) return [own];
  const isBeforeTheServer = seen.every(
    ({ stage, code }) => code === 'connected' || ['name', 'local'].includes(stage),
  );
  return isBeforeTheServer ? ['ws', 'ws', 'http', 'tcp'] : ['ws', 'ws', 'http'];
}

/**
 * The axes of a scenario: what its topology and changes leave open, overridden by `vary`. Scenarios that are equal in
 * these have equal axes, so a point does not reveal the cause.
 */
export function axesOf(scenario: Scenario): Axes {
  const { topology, vary = {} } = scenario;
  const changes = changesOf(scenario);
  const schemes = schemesOf(scenario);
  const makes: readonly Make[] =
    schemes.length > 1 ? ['node', 'node', 'workerman-5', 'nginx'] : ['node'];
  return {
    ...axesOfTopology(topology),
    ipVersion: allowed(changes, 'ipVersion', [4, 6]),
    firewall: allowed(changes, 'firewall', ['iptables']),
    letsIn: changes.some(({ asks }) => asks === 'letsIn')
      ? ['others', 'listed', 'nobody']
      : ['others'],
    scheme: schemes,
    make: makes,
    noise: ['none', 'none', 'rules', 'listeners', 'connections', 'traffic'],
    ...vary,
  };
}
