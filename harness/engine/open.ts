import { UsageError } from '../errors.ts';
import { isEngineAround } from '../../machine/listens.ts';
import { whyNotLocal } from '../../machine/local/why-not.ts';
import type { Engine } from './engine.ts';

/** `docker`: Docker or Podman. `local`: namespaces of this machine. */
export const engineNames = ['docker', 'local'] as const;
export type EngineName = (typeof engineNames)[number];

/** The engine named by --engine or BADCONN_ENGINE. Throws `UsageError` for any other name. */
export function namedEngine(
  option: string | undefined,
  env: NodeJS.ProcessEnv = process.env,
): EngineName | undefined {
  const given = option ?? (env['BADCONN_ENGINE'] || undefined);
  const found = engineNames.find((name) => name === given);
  if (given === undefined || found !== undefined) return found;
  throw new UsageError({
    code: 'USAGE_ENGINE',
    what: `${option === undefined ? 'BADCONN_ENGINE' : '--engine'} is ${given}; allowed are ${engineNames.join(', ')}.`,
    next: 'leave it out: Docker is used where it answers, and this machine alone where it does not',
  });
}

/** The default engine: Docker if it answers or could be installed, otherwise local. */
export async function defaultEngine(): Promise<EngineName> {
  if (await isEngineAround()) return 'docker';
  return whyNotLocal() === undefined ? 'local' : 'docker';
}

/**
 * Prepares the machine for an engine (reporting progress) and opens it. Leftovers of runs that die are removed.
 * Throws `MachineError`.
 */
export async function openEngine(
  say: (line: string) => void,
  signal?: AbortSignal,
  wanted?: EngineName,
): Promise<Engine> {
  const name = namedEngine(wanted) ?? (await defaultEngine());
  if (name === 'local') {
    const { openLocalEngine } = await import('./local/open.ts');
    return openLocalEngine(say, signal);
  }
  const { openDockerEngine } = await import('./docker/open.ts');
  return openDockerEngine(say, signal);
}
