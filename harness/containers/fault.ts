import type { Failure } from '../../vocabulary/index.ts';
import type { Change } from '../changes/index.ts';
import { FaultNotPossible, UsageError } from '../errors.ts';
import { misspelt } from '../nearest.ts';
import type { Aim } from '../topology/place.ts';
import { spareLoopback } from './stand-in.ts';
import { kinds, symptomNames, type SymptomKind } from './symptoms.ts';

/** Where the fault is made and where the client observes it from (docs/containers.md). */
export const standings = ['sidecar', 'address', 'gate', 'mapped-port'] as const;
export type FaultStanding = (typeof standings)[number];

/** A fault around a container, ready to be made. */
export interface ContainerFault {
  changes: Change[];
  expected: Failure;
  /** The fault shows on an established connection. */
  stays: boolean;
  /** Whether the named cause is made, or only its symptom. */
  made: 'cause' | 'symptom';
}

const known = Object.entries<SymptomKind>(kinds);

/** Throws `UsageError` for an unknown name, `FaultNotPossible` for a fault that cannot be made at this standing. */
export function faultOf(name: string, aim: Aim, standing: FaultStanding): ContainerFault {
  const [symptom, kind] =
    known.find(([one]) => one === name) ??
    known.find(([, { alike, causes = {} }]) => alike.includes(name) || name in causes) ??
    unknown(name);
  const seen = kind.seen(aim, name);
  if (typeof seen === 'string') throw notShown(name, seen);
  const cause = kind.causes?.[name];
  const stays = kind.stays === true;
  if (standing !== 'gate') {
    const changes = cause?.() ?? kind.inNetwork(aim);
    return {
      changes: [...changes, spareLoopback],
      ...{ expected: seen, stays },
      made: cause === undefined ? 'symptom' : 'cause',
    };
  }
  const changes = kind.atGate(aim);
  if (typeof changes === 'string') {
    const next = `give { from } a container of the same network: ${symptom} is made in the network of the container`;
    throw notPossible(name, standing, changes, next);
  }
  return { changes, expected: seen, stays, made: 'symptom' };
}

/** This client could not see the fault at any standing. */
const notShown = (name: string, why: string): FaultNotPossible =>
  new FaultNotPossible({
    code: 'FAULT_NOT_SHOWN',
    what: `${name} cannot be made so that this client sees it: ${why}.`,
    next: 'docs/containers.md, Symptoms: what each of them needs',
  });

const notPossible = (
  name: string,
  standing: FaultStanding,
  why: string,
  next: string,
): FaultNotPossible =>
  new FaultNotPossible({
    code: 'FAULT_NOT_POSSIBLE',
    what: `${name} cannot be made from where this stands (${standing}): ${why}.`,
    next,
  });

function unknown(name: string): never {
  const ids = known.flatMap(([, { alike, causes = {} }]) => [...Object.keys(causes), ...alike]);
  const near = misspelt(name, [...symptomNames, ...ids]);
  throw new UsageError({
    code: 'USAGE_SYMPTOM',
    what: `No symptom around a container is called ${name}.`,
    evidence: [
      ...(near === undefined ? [] : [`nearest: ${near}`]),
      `symptoms: ${symptomNames.join(', ')}`,
      `scenarios: ${ids.join(', ')}`,
    ],
    next: 'give one of these',
  });
}
