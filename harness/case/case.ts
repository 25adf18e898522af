import type { Symptom } from '../../vocabulary/index.ts';
import type { Change } from '../changes/index.ts';
import type { Broken, Registered, Scenario } from './scenario.ts';
import { keyOf, labelOf } from './case-name.ts';

/** What makes the plain client connect again. */
export interface Mending {
  /** In words. */
  says: string;
  /** The changes are applied, or taken back. */
  by: 'apply' | 'undo';
  changes: readonly Change[];
  /** How long it takes to work, in milliseconds. */
  settlesMs: number;
}

/** A scenario in one of its forms, resolved: what a run needs of it. */
export interface Case {
  /** Safe in paths: `refused/wrong-host.a-name`. */
  key: string;
  /** What people read, and what a lab is drawn for: `refused/wrong-host (a name)`. */
  label: string;
  id: string;
  form?: string;
  /** With what the form says otherwise. */
  scenario: Scenario;
  /** The scenario where something is wrong; undefined where nothing is. */
  broken: Broken | undefined;
  /** They break the connection; where nothing is wrong, they only look as if they might. */
  changes: readonly Change[];
  mending: Mending;
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

type Resolved = Pick<Case, 'broken' | 'changes' | 'mending' | 'stays'>;

const resolve = (scenario: Scenario): Resolved => {
  const stays = staysOf(scenario);
  if (scenario.cause === 'none') {
    const changes = asList(scenario.harmless);
    const says = 'undoing the harmless change';
    const mending = { says, by: 'undo', changes, settlesMs: 0 } as const;
    return { broken: undefined, changes, mending, ...stays };
  }
  const { change, settlesMs = 0 } = scenario.remedy;
  return {
    broken: scenario,
    changes: asList(scenario.fault),
    mending: { says: change.says, by: 'apply', changes: [change], settlesMs },
    ...stays,
  };
};

/** The cases of a scenario: one, or one for each form. */
export function casesOf({ id, scenario }: Pick<Registered, 'id' | 'scenario'>): Case[] {
  const { forms, ...rest } = scenario;
  if (!forms) return [{ key: keyOf(id), label: labelOf(id), id, scenario, ...resolve(scenario) }];
  return Object.entries(forms).map(([form, differs]) => {
    const shape = { ...rest, ...differs } as Scenario;
    const names = { key: keyOf(id, form), label: labelOf(id, form), id, form };
    return { ...names, scenario: shape, ...resolve(shape) };
  });
}
