/**
 * Mutants that no test can notice, because the program does the same with them. Each says why; an
 * entry that no longer fits any survivor is reported.
 */
export interface Equivalent {
  file: string;
  /** The text that is replaced, as it stands in the file, on one line. */
  original: string;
  /** What stands in its place, on one line. */
  replacement: string;
  reason: string;
}

export const equivalents: readonly Equivalent[] = [];
