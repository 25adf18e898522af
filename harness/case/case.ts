import type { Cause, ClassName, Symptom } from '../../vocabulary/index.ts';
import type { Change } from '../changes/index.ts';
import { defaultPoint, drawPoint } from '../topology/draw-point.ts';
import type { Axes, Point } from '../topology/point.ts';
import { axesOf } from './axes.ts';
import type { DeclaredLayer, Registered, Scenario, WireAtEnds } from './scenario.ts';
import { keyOf, labelOf, layerKey, layerLabel } from './case-name.ts';
import { seenAt, shownAt } from './shown.ts';

/** What takes a layer away. */
export interface Mending {
  /** In words. */
  says: string;
  /** The changes are applied, or taken back. */
  by: 'apply' | 'undo';
  changes: readonly Change[];
  /** How long it takes to work, in milliseconds. */
  settlesMs: number;
}

/** One fault of a case, as it is seen when no other is in front of it. What is healthy is one layer, too. */
export interface Layer {
  /** From 1, the outermost: what the client meets first. */
  number: number;
  /** What people read: that of the case for the outermost, with `, layer 2` behind it for the next. */
  label: string;
  /** The same, safe in paths. */
  key: string;
  cause: Cause | 'none';
  symptom: Symptom;
  wire: WireAtEnds;
  /** The class that a client alone cannot split; undefined where it can tell the cause. */
  clientSees?: ClassName;
  /** They break the connection; where nothing is wrong, they only look as if they might. */
  changes: readonly Change[];
  mending: Mending;
  /** As documented; absent where nothing is wrong. */
  remedy?: DeclaredLayer['remedy'];
}

/** A scenario in one of its forms, resolved: what a run needs of it. */
export interface Case {
  /** Safe in paths: `refused/cdn-in-path.by-the-own-name`. It does not name the point. */
  key: string;
  /** What people read, and what a lab is drawn for: `refused/cdn-in-path (by the own name)`. */
  label: string;
  id: string;
  form?: string;
  axes: Axes;
  /** Where it lies on its axes. Absent until it is drawn or given; then all is as at the defaults. */
  point?: Point;
  /** With what the form says otherwise, at the defaults of the axes. */
  declared: Scenario;
  /** The same at the point. */
  scenario: Scenario;
  /** The outermost first. */
  layers: readonly [Layer, ...Layer[]];
  /** Those of all layers, in the order in which they are made. */
  changes: readonly Change[];
  /** Where the client stays, and asks again. */
  stays?: Stays;
}

/** How a connection goes on that the client keeps. */
export interface Stays {
  /** How long nothing is said on it before the client asks again, in milliseconds. */
  idleMs: number;
  /** What a new connection meets, where the changes are made while this one stands. */
  anew?: Symptom;
}

const usualIdleMs = 100;

const staysOf = (scenario: Scenario): Pick<Case, 'stays'> => {
  const { idleMs = usualIdleMs, symptom, when } = scenario;
  const isKept = typeof symptom === 'object' && symptom.at === 'stay';
  if (!isKept && when === undefined && scenario.idleMs === undefined) return {};
  const { anew = 'connected' } = scenario.cause === 'none' ? {} : scenario;
  return { stays: { idleMs, ...(when === undefined ? {} : { anew }) } };
};

const asList = <T>(given: T | readonly T[] | undefined): readonly T[] =>
  given === undefined ? [] : ([given].flat() as T[]);

type Unnamed = Omit<Layer, 'number' | 'label' | 'key'>;

const resolve = ({ cause, clientSees, fault, remedy, symptom, wire }: DeclaredLayer): Unnamed => {
  const { change, settlesMs = 0 } = remedy;
  return {
    ...{ cause, symptom, wire, remedy, changes: asList(fault) },
    ...(clientSees === undefined ? {} : { clientSees }),
    mending: { says: change.says, by: 'apply', changes: [change], settlesMs },
  };
};

const layersOf = (scenario: Scenario): [Unnamed, ...Unnamed[]] => {
  if (scenario.cause !== 'none') {
    return [resolve(scenario), ...(scenario.beneath ?? []).map(resolve)];
  }
  const { cause, symptom, wire } = scenario;
  const changes = asList(scenario.harmless);
  const says = 'undoing the harmless change';
  return [{ cause, symptom, wire, changes, mending: { says, by: 'undo', changes, settlesMs: 0 } }];
};

/**
 * Innermost first, as a change may lie behind what an outer one closes. What makes connections of its own
 * comes before all others, while they still come about.
 */
const inOrder = (layers: readonly Unnamed[]): Change[] => {
  const connects = ({ changes }: Unnamed): number =>
    Number(changes.some((change) => change.connects));
  return layers
    .toReversed()
    .toSorted((one, other) => connects(other) - connects(one))
    .flatMap(({ changes }) => changes);
};

const caseOf = (id: string, scenario: Scenario, form?: string): Case => {
  const [key, label] = [keyOf(id, form), labelOf(id, form)];
  const declared = layersOf(scenario);
  const layers = declared.map((layer, index): Layer => {
    const number = index + 1;
    return { number, label: layerLabel(label, number), key: layerKey(key, number), ...layer };
  });
  return {
    ...{ key, label, id, ...(form === undefined ? {} : { form }) },
    ...{ axes: axesOf(scenario), declared: scenario, scenario },
    layers: layers as [Layer, ...Layer[]],
    changes: inOrder(declared),
    ...staysOf(scenario),
  };
};

/** The cases of a scenario: one, or one for each form. */
export function casesOf({ id, scenario }: Pick<Registered, 'id' | 'scenario'>): Case[] {
  const { forms, ...rest } = scenario;
  if (!forms) return [caseOf(id, scenario)];
  return Object.entries(forms).map(([form, differs]) =>
    caseOf(id, { ...rest, ...differs } as Scenario, form),
  );
}

/** The case at a point of its axes, whether or not it has one. Its changes are those of any point. */
export function atPoint(one: Case, point: Point): Case {
  const declared = layersOf(one.declared);
  const placed = (layer: Layer, index: number): Layer => ({
    ...layer,
    ...seenAt(declared[index] ?? layer, point),
  });
  const [first, ...others] = one.layers;
  const beneath = others.map((layer, index) => placed(layer, index + 1));
  return {
    ...one,
    point,
    scenario: shownAt(one.declared, point),
    layers: [placed(first, 0), ...beneath],
  };
}

/**
 * The case where it lies in a run of this seed; as it is where it has a point already. `draws`: what is
 * drawn for, the label by default.
 */
export const drawn = (one: Case, seed: string, draws: string = one.label): Case =>
  one.point ? one : atPoint(one, drawPoint(one.axes, seed, draws));

/** The case with each axis at its default. */
export const atDefaults = (one: Case): Case => atPoint(one, defaultPoint(one.axes));
