import { expect } from 'vitest';

/**
 * Checks subjects one after the other in one test, and fails with the names of all that do not hold, each with
 * what is wrong. A test of its own for each of thousands costs more than what it checks.
 */
export async function holdForEach<Subject>(
  subjects: readonly Subject[],
  nameOf: (subject: Subject) => string,
  check: (subject: Subject) => unknown,
): Promise<void> {
  expect(subjects.length).toBeGreaterThan(0);
  const wrong: string[] = [];
  for (const subject of subjects) {
    try {
      await check(subject);
    } catch (error) {
      wrong.push(`${nameOf(subject)}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  expect(wrong).toEqual([]);
}
