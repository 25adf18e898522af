/** Limits above what any of our documents needs, and low enough to be cheap to check. */
export interface DocumentLimits {
  /** Entries of one list. */
  longest: number;
  /** Levels of nesting. */
  deepest: number;
}

/** How a document exceeds the limits, as the end of a sentence. Without recursion, because the depth is untrusted. */
export function excessOf(
  document: unknown,
  { longest, deepest }: DocumentLimits,
): string | undefined {
  let level: unknown[] = [document];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return `is nested deeper than ${deepest} levels`;
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      const parts: unknown[] = Object.values(value);
      if (Array.isArray(value) && parts.length > longest) {
        return `holds a list of ${parts.length} entries; at most ${longest} are read`;
      }
      for (const part of parts) next.push(part);
    }
    level = next;
  }
  return undefined;
}
