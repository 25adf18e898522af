import { grades, passing, vantages, type Grade, type Vantage } from '../../vocabulary/index.ts';
import { UsageError } from '../errors.ts';
import { nearest } from '../nearest.ts';
import type { Expected, NewEvent } from './events.ts';

/** A shortcoming of a diagnoser that is known, and why it is put up with for now. */
export interface Expectation {
  /** The case as reports name it: the scenario's id, with ` (<form>)` behind it where it has forms. */
  case: string;
  vantage: Vantage;
  grade: Grade;
  reason: string;
}

const shape =
  '[{ "case": "refused/wrong-port", "vantage": "client", "grade": "vague", "reason": "…" }]';

/** Reads a list of expectations. Throws `UsageError` with every entry that is wrong. */
export function readExpectations(
  text: string,
  file: string,
  cases: readonly string[],
): Expectation[] {
  const wrong = (evidence: readonly string[], cause?: unknown): UsageError =>
    new UsageError({
      code: 'USAGE_EXPECTATIONS',
      what: `${file} is no list of expectations.`,
      evidence,
      next: `write ${shape}`,
      cause,
    });
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch (cause) {
    throw wrong([(cause as Error).message], cause);
  }
  if (!Array.isArray(list)) throw wrong(['it holds one JSON document, and no list']);
  const seen = new Set<string>();
  const breaches = list.flatMap((entry: unknown, index) =>
    breachesOf(entry, cases, seen).map((breach) => `entry ${index + 1}: ${breach}`),
  );
  if (breaches.length > 0) throw wrong(breaches);
  return list as Expectation[];
}

function breachesOf(entry: unknown, cases: readonly string[], seen: Set<string>): string[] {
  const given = (typeof entry === 'object' && entry !== null ? entry : {}) as Record<
    string,
    unknown
  >;
  const found: string[] = [];
  const check = (field: string, allowed: readonly string[], names = allowed): void => {
    if (typeof given[field] === 'string' && allowed.includes(given[field])) return;
    found.push(`${field} is ${JSON.stringify(given[field])}; allowed are ${names.join(', ')}`);
  };
  check('case', cases, [...nearest(String(given['case']), cases, 3), '… (badconn list)']);
  check('vantage', vantages);
  const short = Object.keys(grades).filter((grade) => !passing.includes(grade as Grade));
  check('grade', short);
  if (typeof given['reason'] !== 'string' || given['reason'].trim() === '') {
    found.push('reason is missing: say why this is put up with');
  }
  const key = `${String(given['case'])} at ${String(given['vantage'])}`;
  if (seen.has(key)) found.push(`${key} is expected twice`);
  seen.add(key);
  return found;
}

/** Counts the verdicts that fall short, expected ones left out. */
export class Tally {
  private readonly expectations: readonly Expectation[];
  private readonly used = new Set<Expectation>();
  private readonly expected: Expected = { met: [], broken: [] };
  private fellShort = 0;

  constructor(expectations: readonly Expectation[] = []) {
    this.expectations = expectations;
  }

  /** Counts a verdict; gives back its event, marked where it falls short as expected. */
  mark(event: NewEvent): NewEvent {
    if (event.type === 'unknown-target') {
      if (event.verdict.grade !== 'unsupported') this.fellShort += 1;
      return event;
    }
    if (event.type !== 'diagnosed') return event;
    const { grade } = event.verdict;
    const own = this.expectations.find(
      (each) => each.case === event.case && each.vantage === event.vantage,
    );
    if (own === undefined) {
      if (!passing.includes(grade)) this.fellShort += 1;
      return event;
    }
    this.used.add(own);
    const place = `${own.case} at ${own.vantage}`;
    if (grade === own.grade) {
      this.expected.met.push(`${place}: ${grade}, as expected: ${own.reason}`);
      return { ...event, expected: own.reason };
    }
    const next = passing.includes(grade) ? 'take the expectation out' : 'look at what has changed';
    this.expected.broken.push(`${place}: ${own.grade} was expected, and it is ${grade}: ${next}`);
    return event;
  }

  /** Whether a verdict fell short, or an expectation of these cases and vantages was not met. */
  settle(
    cases: readonly string[],
    chosen: readonly Vantage[],
  ): { fellShort: boolean; expected?: Expected } {
    for (const each of this.expectations) {
      if (this.used.has(each) || !cases.includes(each.case) || !chosen.includes(each.vantage))
        continue;
      const place = `${each.case} at ${each.vantage}`;
      this.expected.broken.push(`${place}: ${each.grade} was expected, and there is no verdict`);
    }
    const fellShort = this.fellShort + this.expected.broken.length > 0;
    return this.expectations.length === 0 ? { fellShort } : { fellShort, expected: this.expected };
  }
}
