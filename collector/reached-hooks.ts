/** A chain that calls another. */
export interface Jump {
  from: string;
  to: string;
}

/**
 * The base hook below which each chain runs: a chain of its own inherits the hook of the chains
 * that jump to it, where these agree. Chains are named by keys that are unique in the ruleset.
 */
export const reachedHooks = (
  base: ReadonlyMap<string, string>,
  jumps: readonly Jump[],
): ReadonlyMap<string, string> => {
  const reached = new Map<string, Set<string>>();
  for (const [chain, hook] of base) reached.set(chain, new Set([hook]));
  const waiting = [...base.keys()];
  for (let chain = waiting.pop(); chain !== undefined; chain = waiting.pop()) {
    const hooks = reached.get(chain) ?? new Set();
    for (const { to } of jumps.filter(({ from }) => from === chain)) {
      const known = reached.get(to) ?? new Set();
      const more = [...hooks].filter((hook) => !known.has(hook));
      if (more.length === 0) continue;
      reached.set(to, new Set([...known, ...more]));
      waiting.push(to);
    }
  }
  return new Map(
    [...reached].flatMap(([chain, hooks]) =>
      hooks.size === 1 ? [[chain, [...hooks][0] ?? '']] : [],
    ),
  );
};
