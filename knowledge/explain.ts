import { stripVTControlCharacters } from 'node:util';
import { candidatesOf, type Candidate } from './candidates.ts';
import { families, familyOfCase } from './families/index.ts';
import type { Family } from './family.ts';
import { documentedIn, recordedIn, type FoundWords } from './found.ts';
import { particularsOf, type Particulars } from './particulars.ts';
import type { RecordedWords } from './record.ts';
import { isLoopback, ruledOut } from './ruled-out.ts';
import { signsOf, type Sign } from './signs.ts';

/** What an error message may mean. */
export interface Explanation {
  families: Pick<Family, 'name' | 'stage' | 'says'>[];
  particulars: Particulars;
  /** Recorded lines that were found in the text, who says them and where. */
  recorded: { line: string; clients: string[]; scenarios: string[] }[];
  /** Words of the documentation that were found in the text. */
  documented: { by: string; line: string; source: string; means?: string }[];
  /** Likeliest first. */
  candidates: Candidate[];
  /** Scenarios in which nothing is wrong, and a client says these words all the same. */
  healthy: string[];
  /** What the message says of itself, before any cause. */
  notes: string[];
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** Without those that are the beginning of a longer one, which says more. */
const longest = (signs: readonly Sign[]): Sign[] =>
  signs.filter(
    ({ template }) =>
      !signs.some((other) => other.template !== template && other.template.includes(template)),
  );

const known = new WeakMap<readonly Sign[], readonly RecordedWords[]>();

/** All cases of which these lines were recorded; the lines are the same for every message. */
function recordedOf(signs: readonly Sign[]): readonly RecordedWords[] {
  const all = known.get(signs) ?? unique(signs.flatMap(({ cases }) => cases));
  known.set(signs, all);
  return all;
}

/** The cases in which every line that was found was said; where there is none, the fewest. */
function casesOf(signs: readonly Sign[]): RecordedWords[] {
  const [first, ...others] = signs.toSorted((sign, two) => sign.cases.length - two.cases.length);
  const all = (first?.cases ?? []).filter((recorded) =>
    others.every(({ cases }) => cases.includes(recorded)),
  );
  return all.length > 0 ? all : (first?.cases ?? []);
}

function notesOf({ host, portAsHost }: Particulars): string[] {
  if (portAsHost !== undefined) {
    return [
      `${host} is the number ${portAsHost} read as an address: a port stands where the host is meant.`,
    ];
  }
  if (host === undefined || !isLoopback(host)) return [];
  return [`${host} is the machine, or the container, in which the client itself runs.`];
}

/** curl and git say the same of every failure to connect: the time tells an answer from silence (RFC 6298, 2: 1 s). */
function outByTime(text: string): (family: Family | undefined) => boolean {
  const after =
    /\bFailed to connect to .{1,255}? after (\d{1,9}) ms: (?:Could not|Couldn't) connect/i.exec(
      text,
    )?.[1];
  if (after === undefined) return () => false;
  const isQuick = Number(after) < 1000;
  return (family) =>
    (isQuick ? ['timeout'] : ['refused', 'unavailable']).includes(family?.name ?? '');
}

/** A cause that several families have, where it is likeliest. */
const eachOnce = (candidates: readonly Candidate[]): Candidate[] =>
  candidates.filter(
    ({ cause }, index) => candidates.findIndex((other) => other.cause === cause) === index,
  );

type Families = readonly (Family | undefined)[];

const lengthOf = (lines: readonly string[]): number =>
  Math.max(0, ...lines.map((line) => line.length));

/**
 * Words that were recorded of several families leave it to those of the documentation; and where the two
 * contradict each other, the longer line is right, which says more.
 */
function narrowed(
  recorded: Families,
  signs: readonly Sign[],
  documented: readonly FoundWords[],
): Families {
  const named = unique(documented.map(({ family }) => family));
  const both = recorded.filter((family) => family !== undefined && named.includes(family));
  if (both.length > 0) return both;
  if (named.length === 0) return recorded;
  const isRecordedLonger =
    lengthOf(signs.map(({ template }) => template)) > lengthOf(documented.map(({ line }) => line));
  return recorded.length > 0 && isRecordedLonger ? recorded : named;
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
  const documented = documentedIn(text);
  const exact = longest(recordedIn(text, signs, documented));
  const alike =
    exact.length > 0 || documented.length > 0
      ? exact
      : signs.filter((sign) => sign.loose.exec(text));
  if (alike.length === 0 && documented.length === 0) return undefined;
  const particulars = particularsOf(text);
  const all = recordedOf(signs);
  const cases = casesOf(alike);
  const broken = cases.filter(({ symptom }) => symptom !== 'connected');
  const named = unique(documented.map(({ family }) => family));
  const placed = Map.groupBy(broken, (recorded) => familyOfCase(recorded, named));
  const isOutByTime = outByTime(text);
  const found = narrowed([...placed.keys()], alike, documented).filter(
    (family) => !isOutByTime(family),
  );
  const order = [...families, undefined].filter((family) => found.includes(family));
  // Recorded of these words too, where the client saw more: they come last.
  const elsewhere = [...placed].flatMap(([family, its]) => (found.includes(family) ? [] : its));
  const isOut = ruledOut(text, particulars);
  return {
    families: order.flatMap((family) =>
      family ? [{ name: family.name, stage: family.stage, says: family.says }] : [],
    ),
    particulars,
    recorded: alike.map(({ template, clients, cases: its }) => ({
      line: template,
      clients,
      scenarios: unique(its.map(({ id }) => id)),
    })),
    documented: documented.map(({ words: { by, source, means }, line }) => ({
      by,
      line,
      source,
      ...(means === undefined ? {} : { means }),
    })),
    candidates: eachOnce(
      order.flatMap((family) =>
        candidatesOf(family, {
          cases: [...(placed.get(family) ?? []), ...(family === order.at(-1) ? elsewhere : [])],
          ...{ all, words: documented, particulars, isOut },
        }),
      ),
    ),
    notes: notesOf(particulars),
    healthy: unique(cases.filter(({ symptom }) => symptom === 'connected').map(({ id }) => id)),
  };
}
