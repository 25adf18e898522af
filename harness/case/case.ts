import type { Cause, ClassName, Symptom } from '../../vocabulary/index.ts';
import type { Change } from '../changes/index.ts';
import { defaultPoint, drawPoint } from '../topology/draw-point.ts';
import type { Axes, Point } from '../topology/point.ts';
import { axesOf } from './axes.ts';
import type { DeclaredLayer, Registered, Scenario, WireAtEnds } from './scenario.ts';
import { keyOf, labelOf, layerKey, layerLabel } from './case-name.ts';
import { seenAt, shownAt } from './shown.ts';

/** The remedy of a layer. */
export interface Mending {
  /** In words. */
  says: string;
  /** Whether the changes are applied or undone. */
  by: 'apply' | 'undo';
  changes: readonly Change[];
  /** Delay before it takes effect, in milliseconds. */
  settlesMs: number;
}

/** One fault of a case, as seen when no other is in front of it. A healthy case has one layer, too. */
export interface Layer {
  /** From 1. Layer 1 is the outermost, which the client meets first. */
  number: number;
  /** For people: the label of the case, with `, layer 2` appended from the second layer on. */
  label: string;
  /** Key of the layer, safe in paths. */
  key: string;
  cause: Cause | 'none';
  symptom: Symptom;
  wire: WireAtEnds;
  /** The class of causes that a client alone cannot tell apart; undefined if it can tell the cause. */
  clientSees?: ClassName;
  /** The changes of the fault; in a healthy case, harmless changes. */
  changes: readonly Change[];
  mending: Mending;
  /** The documented remedy. Absent in a healthy case. */
  remedy?: DeclaredLayer['remedy'];
}

/** A scenario in one of its forms, with all that a run needs. */
export interface Case {
  /** Safe in paths: `refused/cdn-in-path.by-the-own-name`. It does not name the point. */
  key: string;
  /** Name for people, and purpose of the lab's draws: `refused/cdn-in-path (by the own name)`. */
  label: string;
  id: string;
  form?: string;
  axes: Axes;
  /** Its value on each axis. Absent until drawn or given; that means the defaults. */
  point?: Point;
  /** The scenario with the fields of the form, at the defaults of the axes. */
  declared: Scenario;
  /** The same at the point. */
  scenario: Scenario;
  /** Outermost first. */
  layers: readonly [Layer, ...Layer[]];
  /** The changes of all layers, in the order in which they are applied. */
  changes: readonly Change[];
  /** Present if the client keeps its connection and asks again. */
  stays?: Stays;
}

/** How the client uses a connection that it keeps. */
export interface Stays {
  /** Idle time before the client asks again, in milliseconds. */
  idleMs: number;
  /** Symptom of a new connection, if the changes are applied during this one. */
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
 * Innermost first, because an outer change may block the way to an inner one. Changes that open connections
 * of their own come before all others, while connections still work.
 */
const inOrder = (layers: readonly Unnamed[]): Change[] => {
  const connects = ({ changes }: Unnamed): number =>
    Number(changes.some((change) => change.connects));
  return layers
    .toReversed()
    .toSorted((a, b) => connects(b) - connects(a))
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

/** The case at the given point; replaces any point it has. The changes are the same at every point. */
export function atPoint(labCase: Case, point: Point): Case {
  const declared = layersOf(labCase.declared);
  const placed = (layer: Layer, index: number): Layer => ({
    ...layer,
    ...seenAt(declared[index] ?? layer, point),
  });
  const [first, ...others] = labCase.layers;
  const beneath = others.map((layer, index) => placed(layer, index + 1));
  return {
    ...labCase,
    point,
    scenario: shownAt(labCase.declared, point),
    layers: [placed(first, 0), ...beneath],
  };
}

/**
 * The case at the point that this seed draws; unchanged if it has a point. `draws`: purpose of the draw, by default
 * the label.
 */
export const drawn = (labCase: Case, seed: string, draws: string = labCase.label): Case =>
  labCase.point ? labCase : atPoint(labCase, drawPoint(labCase.axes, seed, draws));

/** The case with each axis at its default. */
export const atDefaults = (labCase: Case): Case => atPoint(labCase, defaultPoint(labCase.axes));
