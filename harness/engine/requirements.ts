import { requirements, type Requirement } from '../../machine/index.ts';
import { localRequirements } from '../../machine/local/requirements.ts';
import { probe } from './docker/probe.ts';
import { probeLocal } from './local/probe.ts';
import type { EngineName } from './open.ts';

/**
 * All requirements of one engine with their state on this machine, including a lab that is tried; also whether the
 * other engine could be used. Leaves nothing behind.
 */
export async function requirementsOf(engine: EngineName): Promise<Requirement[]> {
  const [docker, local] = [await requirements(), localRequirements()];
  const other = (all: readonly Requirement[], name: string): Requirement[] =>
    all.filter((one) => one.name === name).map((one) => ({ ...one, optional: true }));
  return engine === 'docker'
    ? [...docker, ...(await probe()), ...other(local, 'local engine')]
    : [...local, ...(await probeLocal()), ...other(docker, 'Docker engine')];
}
