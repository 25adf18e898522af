import { passing, type Expectation, type Vantage } from '../../vocabulary/index.ts';
import { layerLabel } from '../case/case-name.ts';
import type { Expected, NewEvent } from '../events.ts';

/** Counts failed verdicts, without expected failures. */
export class Tally {
  private readonly expectations: readonly Expectation[];
  private readonly used = new Set<Expectation>();
  private readonly expected: Expected = { met: [], broken: [] };
  private fellShort = 0;

  constructor(expectations: readonly Expectation[] = []) {
    this.expectations = expectations;
  }

  /** Counts a verdict and returns its event, marked if it is an expected failure. */
  mark(event: NewEvent): NewEvent {
    if (event.type === 'unknown-target') {
      if (event.verdict.grade !== 'unsupported') this.fellShort += 1;
      return event;
    }
    if (event.type !== 'diagnosed') return event;
    const { grade } = event.verdict;
    const name = layerLabel(event.case, event.layer);
    const own = this.expectations.find(
      (expectation) => expectation.case === name && expectation.vantage === event.vantage,
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
    const next = passing.includes(grade) ? 'remove the expectation' : 'check what has changed';
    this.expected.broken.push(`${place}: ${own.grade} was expected, and it is ${grade}: ${next}`);
    return event;
  }

  /** Whether a verdict failed, or an expectation of these cases and vantages was not met. */
  settle(
    cases: readonly string[],
    chosen: readonly Vantage[],
  ): { fellShort: boolean; expected?: Expected } {
    for (const expectation of this.expectations) {
      if (
        this.used.has(expectation) ||
        !cases.includes(expectation.case) ||
        !chosen.includes(expectation.vantage)
      )
        continue;
      const place = `${expectation.case} at ${expectation.vantage}`;
      this.expected.broken.push(
        `${place}: ${expectation.grade} was expected, and there is no verdict`,
      );
    }
    const fellShort = this.fellShort + this.expected.broken.length > 0;
    return this.expectations.length === 0 ? { fellShort } : { fellShort, expected: this.expected };
  }
}
