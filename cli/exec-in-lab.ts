import { namedEngine } from '../harness/engine/open.ts';
import { UsageError } from '../harness/errors.ts';
import { scenarioFiles } from '../harness/case/scenario-files.ts';
import { select } from '../harness/case/select.ts';
import { drawSeed, readSeed } from '../harness/run/seed.ts';
import type { ExecFlags } from './exec.ts';
import { interruptSignal } from './interrupt.ts';
import { giveUp, openAhead } from './open-ahead.ts';
import { oneOf } from './options.ts';

const aFamily = (id: string, scenarios: number): UsageError =>
  new UsageError({
    code: 'USAGE_FAMILY',
    what: `${id} is a family of ${scenarios} scenarios, and exec opens one.`,
    next: `npx badconn list ${id}`,
  });

/** Runs a command in the lab of a scenario. The lane opens while the scenario is loaded. */
export async function execInLab(
  id: string,
  command: string[],
  options: ExecFlags,
): Promise<number> {
  const seed = options.seed === undefined ? drawSeed() : readSeed('--seed', options.seed);
  const user = oneOf('exec --as', options.as, ['root', 'app']);
  const engine = namedEngine(options.engine);
  const named = select((await scenarioFiles(options.scenarios)).files, [id]);
  if (named.length > 1) throw aFamily(id, named.length);
  const { at, form, scenarios, host } = options;
  const isPlain = [at, form, scenarios].every((one) => one === undefined) && host === 'client';
  const ahead = isPlain ? openAhead(interruptSignal(), engine) : undefined;
  try {
    const { execOpened } = await import('./exec-opened.ts');
    return await execOpened({ id, command, seed, user, engine, ahead }, options);
  } catch (error) {
    await giveUp(ahead);
    throw error;
  }
}
