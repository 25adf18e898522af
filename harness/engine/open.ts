import { UsageError } from '../errors.ts';
import { isEngineAround } from '../../machine/listens.ts';
import { whyNotLocal } from '../../machine/local/why-not.ts';
import type { Engine } from './engine.ts';

/** Docker, or Podman in its place; and namespaces of this machine. */
export const engineNames = ['docker', 'local'] as const;
export type EngineName = (typeof engineNames)[number];

/** The engine that --engine or BADCONN_ENGINE names. Throws `UsageError` for any other word. */
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

/** The engine that is used where none is named: Docker where it answers or could be brought, else local. */
export async function defaultEngine(): Promise<EngineName> {
  if (await isEngineAround()) return 'docker';
  return whyNotLocal() === undefined ? 'local' : 'docker';
}

/**
 * Makes the machine ready for an engine (saying what that takes) and opens it. What runs leave behind is removed,
 * should they die. Throws `MachineError`.
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
