import { causeText, isKnownCause, type Cause } from '../vocabulary/index.ts';
import { familyOfCase } from './families/index.ts';
import type { Family, TellingCommand } from './family.ts';
import type { Particulars } from './particulars.ts';
import { causeOf, type Recorded } from './record.ts';

/** A cause that the words leave possible. */
export interface Candidate {
  cause: Cause;
  says: string;
  family: string;
  /** Whether these very words were recorded where this was the cause. */
  recorded: boolean;
  /** Commands that tell it from the others. */
  look: readonly TellingCommand[];
  /** A scenario in which it is made real. */
  scenario?: string;
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

const filledIn = (look: TellingCommand, { host, port }: Particulars): TellingCommand => {
  const fill = (text: string): string =>
    text.replaceAll(/\bSERVER\b/g, host ?? 'SERVER').replaceAll(/\bPORT\b/g, port ?? 'PORT');
  return { ...look, run: fill(look.run), shows: fill(look.shows) };
};

/**
 * The causes of a family, likeliest first, and before the others those of which the words were
 * recorded (`cases`). A cause that was recorded and that the family does not know comes last of those.
 */
export function candidatesOf(
  family: Family | undefined,
  { cases, all, particulars }: { cases: Recorded[]; all: Recorded[]; particulars: Particulars },
): Candidate[] {
  const saying = unique(cases.map(({ id }) => id));
  const alike = all.filter((recorded) => familyOfCase(recorded) === family);
  const suspects: { cause: Cause; look: readonly TellingCommand[] }[] = [
    ...(family?.suspects ?? []),
  ];
  for (const cause of unique(saying.map(causeOf).filter(isKnownCause))) {
    if (!suspects.some((suspect) => suspect.cause === cause)) suspects.push({ cause, look: [] });
  }
  const candidates = suspects.map(({ cause, look }): Candidate => {
    const scenario = [...cases, ...alike, ...all].find(({ id }) => causeOf(id) === cause)?.id;
    return {
      cause,
      says: causeText(cause),
      family: family?.name ?? 'other',
      recorded: scenario !== undefined && saying.includes(scenario),
      look: look.map((command) => filledIn(command, particulars)),
      ...(scenario === undefined ? {} : { scenario }),
    };
  });
  return [true, false].flatMap((isRecorded) =>
    candidates.filter(({ recorded }) => recorded === isRecorded),
  );
}
