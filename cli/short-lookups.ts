/** Number of current users, and the value before the first of them. */
const wanted = new WeakMap<NodeJS.ProcessEnv, { count: number; given: string | undefined }>();

/**
 * Makes the C library of this process query each resolver once, for two seconds (resolv.conf(5), RES_OPTIONS;
 * default: twice, for five). A pending query cannot be cancelled, and keeps the process from ending. The returned
 * function releases the setting; the last release restores the variable, for child processes.
 */
export function shortenLookups(env: NodeJS.ProcessEnv = process.env): () => void {
  const use = wanted.get(env) ?? { count: 0, given: env['RES_OPTIONS'] };
  const { given } = use;
  wanted.set(env, { count: use.count + 1, given });
  env['RES_OPTIONS'] = `${given === undefined ? '' : `${given} `}timeout:2 attempts:1`;
  let isHeld = true;
  return () => {
    if (!isHeld) return;
    isHeld = false;
    const count = (wanted.get(env)?.count ?? 1) - 1;
    wanted.set(env, { count, given });
    if (count > 0) return;
    wanted.delete(env);
    if (given === undefined) delete env['RES_OPTIONS'];
    else env['RES_OPTIONS'] = given;
  };
}
