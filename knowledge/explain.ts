import { stripVTControlCharacters } from 'node:util';
import { candidatesOf, type Candidate } from './candidates.ts';
import { families, familyOfCase } from './families/index.ts';
import type { Documented, Family } from './family.ts';
import { particularsOf, type Particulars } from './particulars.ts';
import type { Recorded } from './record.ts';
import { signsOf, type Sign } from './signs.ts';
import { patternOf } from './words.ts';

/** What an error message may mean. */
export interface Explanation {
  families: Pick<Family, 'name' | 'says'>[];
  particulars: Particulars;
  /** Recorded lines that were found in the text, who says them and where. */
  recorded: { line: string; clients: string[]; scenarios: string[] }[];
  /** Words of the documentation that were found in the text. */
  documented: { by: string; line: string; source: string }[];
  /** Likeliest first. */
  candidates: Candidate[];
  /** Scenarios in which nothing is wrong, and a client says these words all the same. */
  healthy: string[];
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** Without those that are the beginning of a longer one, which says more. */
const longest = (signs: readonly Sign[]): Sign[] =>
  signs.filter(
    ({ template }) =>
      !signs.some((other) => other.template !== template && other.template.includes(template)),
  );

/** The cases in which every line that was found was said; where there is none, the fewest. */
function casesOf(signs: readonly Sign[]): Recorded[] {
  const [first, ...others] = signs.toSorted((sign, two) => sign.cases.length - two.cases.length);
  const all = (first?.cases ?? []).filter((recorded) =>
    others.every(({ cases }) => cases.includes(recorded)),
  );
  return all.length > 0 ? all : (first?.cases ?? []);
}

/** Of every template, once: compiled for each text they cost more than all the rest. */
const documentedPatterns = families.flatMap((family) =>
  family.words.flatMap((words) =>
    words.says.map((line) => ({ family, words, line, pattern: patternOf(line) })),
  ),
);

function documentedIn(text: string): { family: Family; words: Documented; line: string }[] {
  return documentedPatterns.filter(({ pattern }) => pattern.exec(text));
}

/** So many families, and the words say no more than that it failed. */
export const vague = 3;

type Families = readonly (Family | undefined)[];

/** Words that were recorded of everything leave it to those of the documentation. */
function narrowed(recorded: Families, named: Families): Families {
  if (recorded.length === 0) return named;
  const both = recorded.filter((family) => named.includes(family));
  return recorded.length >= vague && both.length > 0 ? both : recorded;
}

/**
 * From an error message, whatever surrounds it, to what it may mean. Works on what was recorded
 * (`badconn atlas`) and, for clients that were not, on their documentation. Undefined when the text
 * holds no words that are known.
 */
export function explain(
  given: string,
  signs: readonly Sign[] = signsOf(),
): Explanation | undefined {
  const text = stripVTControlCharacters(given);
  const exact = longest(signs.filter((sign) => sign.exact.exec(text)));
  const documented = documentedIn(text);
  const alike =
    exact.length > 0 || documented.length > 0
      ? exact
      : signs.filter((sign) => sign.loose.exec(text));
  if (alike.length === 0 && documented.length === 0) return undefined;
  const particulars = particularsOf(text);
  const all = unique(signs.flatMap(({ cases }) => cases));
  const named = unique(documented.map(({ family }) => family));
  // A status alone is said of many things: the words that stand around it say of which.
  const ofStatus = all.filter(
    (recorded) =>
      recorded.symptom === `HTTP ${particulars.status}` &&
      named.some((family) => family === familyOfCase(recorded, named)),
  );
  const cases = alike.length > 0 ? casesOf(alike) : ofStatus;
  const broken = cases.filter(({ symptom }) => symptom !== 'connected');
  const placed = Map.groupBy(broken, (recorded) => familyOfCase(recorded, named));
  const found = narrowed([...placed.keys()], named);
  const order = [...families, undefined].filter((family) => found.includes(family));
  return {
    families: order.flatMap((family) => (family ? [{ name: family.name, says: family.says }] : [])),
    particulars,
    recorded: alike.map(({ template, clients, cases: its }) => ({
      line: template,
      clients,
      scenarios: unique(its.map(({ id }) => id)),
    })),
    documented: documented.map(({ words, line }) => ({ by: words.by, line, source: words.source })),
    candidates: order.flatMap((family) =>
      candidatesOf(family, { cases: placed.get(family) ?? [], all, particulars }),
    ),
    healthy: unique(cases.filter(({ symptom }) => symptom === 'connected').map(({ id }) => id)),
  };
}
