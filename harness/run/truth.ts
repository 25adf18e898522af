import { classes, isKnownCause, unsplitByReport, type Cause } from '../../vocabulary/index.ts';
import type { Change } from '../changes/index.ts';
import { elsewhere, leftOpen, type Circumstances } from '../judge/left-open.ts';
import type { Case, Layer } from '../case/case.ts';
import { drawPoint } from '../topology/draw-point.ts';
import { answersNothing } from '../topology/lets-in.ts';
import { place, type Placement } from '../topology/place.ts';
import type { Axes, Point, Scheme } from '../topology/point.ts';
import { axesOfTopology } from '../topology/shape.ts';
import type { Topology } from '../topology/topology.ts';
import type { Truth } from '../events.ts';
import { atBothEnds } from '../witness/wire.ts';

/** The parts of a case that a placement needs. */
export interface Placeable {
  label: string;
  /** Default: what the topology leaves open, over IPv4. */
  axes?: Axes;
  /** Drawn by default. */
  point?: Point;
  scenario: Pick<Case['scenario'], 'topology' | 'target'>;
}

/** The placement of the case in a run of this seed (place.ts). */
export const placementOf = (
  { label, scenario: { topology, target }, axes = axesOf(topology, target), point }: Placeable,
  seed: string,
  draws = label,
): Placement => place(topology, target, seed, draws, point ?? drawPoint(axes, seed, draws));

const axesOf = (topology: Topology, target: string): Axes => ({
  ...axesOfTopology(topology),
  scheme: [new URL(target).protocol.slice(0, -1) as Scheme],
});

/**
 * The truth of a case while the given layer is the outermost that is left, and the causes that each vantage can
 * separate, given what the user knows.
 */
export const truthOf = (labCase: Case, placement: Placement, number = 1): Truth => {
  const layer = labCase.layers[number - 1] ?? labCase.layers[0];
  const { cause } = layer;
  if (cause === 'none') return { cause, best: { client: [], 'client+server': [] } };
  const mended = labCase.layers.slice(0, number - 1).flatMap(({ mending }) => mending.changes);
  const beneath = labCase.layers.slice(number).map(trueCause);
  return {
    ...trueCause(layer),
    best: leftOpen(shownBy({ ...layer, cause }, [...labCase.changes, ...mended], placement)),
    ...(beneath.length === 0 ? {} : { beneath }),
  };
};

const trueCause = ({ cause, remedy }: Layer): Pick<Truth, 'cause' | 'mendedBy'> => ({
  cause,
  ...(remedy === undefined || isKnownCause(cause) ? {} : { mendedBy: [remedy.action] }),
});

/** The truths of all layers, outermost first. */
export const truthsOf = (labCase: Case, placement: Placement): [Truth, ...Truth[]] => {
  const [first, ...others] = labCase.layers;
  const of = ({ number }: Layer): Truth => truthOf(labCase, placement, number);
  return [of(first), ...others.map(of)];
};

const ofSeveralAddresses: readonly Cause[] = ['one-address-dead', 'ipv6-broken'];

type BrokenLayer = Layer & { cause: Cause };

const shownBy = (
  layer: BrokenLayer,
  changes: readonly Change[],
  placement: Placement,
): Circumstances => {
  const { cause, wire } = layer;
  const { believed, domain, lab } = placement;
  const host = hostAfter(changes, placement);
  const seen = atBothEnds(wire).client;
  // For an address of the client's own network with no host, not even a SYN is sent.
  const isUnsent = cause === 'host-down-same-lan';
  const shows = isUnsent ? 'silence' : replies.find(([sign]) => sign.test(seen))?.[1];
  // If one address of a name leads to the service, the name is known to be the right one.
  const reply = ofSeveralAddresses.includes(cause) ? 'other' : (shows ?? 'other');
  const isName = host.endsWith('.test');
  const overridden = cause === 'hosts-file-override';
  const byFile = overridden || placement.way === 'hosts-file' || placement.way === 'disputed';
  const asClass = classOf(layer, placement, changes, reply);
  const routes = lab.hosts.find(({ name }) => name === 'client')?.routes ?? [];
  return {
    cause,
    alike: asClass === undefined ? [cause] : withCause(classes[asClass], cause),
    unsplitByReport: asClass !== undefined && unsplitByReport.includes(asClass),
    reply,
    way: isName ? (byFile ? 'hosts-file' : 'dns') : 'address',
    disputed: overridden || placement.way === 'disputed',
    byItsName: host === domain,
    outOfReach: asClass === 'silent' && routes.some((route) => route.startsWith('default')),
    knows: {
      address: believed.intendedAddress !== undefined,
      name: believed.intendedName !== undefined,
    },
  };
};

/** A class of the vocabulary does not hold a user-defined cause, so that is added. */
const withCause = (alike: readonly Cause[], cause: Cause): readonly Cause[] =>
  isKnownCause(cause) ? alike : [...alike, cause];

/** ICMP 3/0 (ICMPv6 1/0) comes from a router without a route: no machine refuses. */
const replies: readonly [sign: RegExp, reply: Circumstances['reply']][] = [
  [/^SYN > (ICMP 3|ICMPv6 1)\/0$/, 'other'],
  [/^SYN > (RST|ICMP)/, 'refusal'],
  [/^SYN > nothing/, 'silence'],
];

/** The class that a cause shows itself as to a user who does not know that the machine is the wrong one. */
const classOf = (
  { cause, clientSees }: BrokenLayer,
  { letsIn }: Placement,
  changes: readonly Change[],
  reply: Circumstances['reply'],
): keyof typeof classes | undefined => {
  const isDark = answersNothing(letsIn) && changes.some(({ asks }) => asks === 'letsIn');
  if (clientSees === 'silentButAlive' && isDark) return 'silent';
  if (clientSees !== undefined || !elsewhere.includes(cause)) return clientSees;
  if (reply === 'refusal') return 'refusedByTarget';
  // No host has the address of a silent target.
  return reply === 'silence' ? 'silent' : undefined;
};

/** The host that the client is set to after the changes. */
const hostAfter = (changes: readonly Change[], placement: Placement): string =>
  changes
    .flatMap((change) => change.apply(placement))
    .reduce(
      (host, step) => (step.kind === 'aim' ? (step.at.host ?? host) : host),
      placement.aim.host,
    );
