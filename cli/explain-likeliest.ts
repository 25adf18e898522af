import type { Candidate } from '../knowledge/candidates.ts';

/** The likeliest causes. Candidates of each further family rank one place lower than those of the one before. */
export function likeliest(candidates: readonly Candidate[], most: number): Candidate[] {
  const byFamily = [...Map.groupBy(candidates, ({ family }) => family).values()];
  const places = new Map(
    byFamily.flatMap((entries, family) =>
      entries.map((entry, index) => [entry, index + family] as const),
    ),
  );
  const placeOf = (entry: Candidate): number => places.get(entry) ?? 0;
  return candidates.toSorted((a, b) => placeOf(a) - placeOf(b)).slice(0, most);
}
