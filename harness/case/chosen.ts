import { UsageError } from '../errors.ts';
import { drawPoint } from '../topology/draw-point.ts';
import { atPoint, casesOf, type Case } from './case.ts';
import { coveringPoints } from './cover.ts';
import { readPoint } from './point-text.ts';
import type { Registered } from './scenario.ts';
import { named } from './shown-cases.ts';

/** The cases to run, and their points. */
export interface CaseChoice {
  form?: string;
  /** Values of axes, as `--at` takes them; the others are drawn. */
  at?: string;
  /** Runs every case at all points that matter (cover.ts). */
  all?: boolean;
}

/**
 * The chosen cases. Undefined means all cases, each at the point drawn from the seed.
 *
 * @throws UsageError for a form that no scenario has; also the errors of `readPoint`.
 */
export function chosenCases(
  scenarios: readonly Registered[],
  { form, at, all = false }: CaseChoice,
  seed: string,
): Case[] {
  const cases = scenarios.flatMap(casesOf);
  const ofForm = form === undefined ? cases : cases.filter((labCase) => labCase.form === form);
  if (form !== undefined && ofForm.length === 0) throw noForm(form, cases);
  if (at !== undefined) {
    return ofForm.map((labCase) => {
      const rest = drawPoint(labCase.axes, seed, labCase.label);
      return atPoint(labCase, readPoint(at, labCase.axes, rest));
    });
  }
  return all ? ofForm.flatMap(atAllPoints) : ofForm;
}

/** The case at every point that matters; each name lists the values that differ from the defaults. */
function atAllPoints(labCase: Case): Case[] {
  return coveringPoints(labCase.axes).map((point) => named(labCase, point));
}

const noForm = (form: string, cases: readonly Case[]): UsageError => {
  const forms = [...new Set(cases.flatMap((labCase) => labCase.form ?? []))];
  return new UsageError({
    code: 'USAGE_FORM',
    what: `--form is ${form}; ${forms.length === 0 ? 'these scenarios have no forms' : `forms here are ${forms.join(', ')}`}.`,
    next: 'npx badconn list',
  });
};
