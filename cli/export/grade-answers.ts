import { readDocument } from '../../harness/documents/read-document.ts';
import { countOf } from '../../harness/judge/sentences.ts';
import { stdout } from '../../harness/output.ts';
import {
  grades,
  passing,
  truthsSchema,
  vantages,
  type Grade,
  type Truths,
} from '../../vocabulary/index.ts';
import type { GradeFlags } from '../grade.ts';
import { gradeAll, type GradedAnswer } from './grade-all.ts';
import { answersIn, wrongAnswers } from './read-answers.ts';

/** Grades answers in files. Resolves to the exit code. */
export async function grade(path: string, options: GradeFlags): Promise<number> {
  const { truths } = await readDocument<Truths>(options.truths, {
    ...{ name: 'a file of truths', schema: truthsSchema, code: 'USAGE_TRUTHS' },
    next: 'npx badconn export evidence <dir> writes one beside the questions',
  });
  const answers = await answersIn(path);
  const known = new Set(truths.map(({ id }) => id));
  const strange = [...answers.keys()].filter((id) => !known.has(id));
  if (strange.length > 0) throw ofOthers(path, options.truths, strange);
  const graded = await gradeAll(truths, answers);
  const failed = graded.filter(({ verdict }) => !passing.includes(verdict.grade));
  if (options.json)
    stdout.json({
      passed: graded.length - failed.length,
      failed: failed.length,
      counts: countsOf(graded),
      verdicts: graded,
    });
  else stdout.text(textOf(graded, failed, answers));
  return failed.length > 0 ? 1 : 0;
}

const countsOf = (graded: readonly GradedAnswer[]) =>
  Object.fromEntries(
    vantages.map((vantage) => {
      const its = graded
        .filter((one) => one.vantage === vantage)
        .map(({ verdict }) => verdict.grade);
      const counted = (Object.keys(grades) as Grade[])
        .map((name) => [name, its.filter((each) => each === name).length] as const)
        .filter(([, count]) => count > 0);
      return [vantage, Object.fromEntries(counted)];
    }),
  );

function textOf(
  graded: readonly GradedAnswer[],
  failed: readonly GradedAnswer[],
  answers: ReadonlyMap<string, string>,
): string {
  const given = failed.filter(({ id }) => answers.has(id));
  const lines = given.map(
    ({ case: name, vantage, id, verdict }) =>
      `✗ ${name}, ${vantage}: ${verdict.grade}. ${verdict.why} (${id})`,
  );
  const missing = failed.length - given.length;
  if (missing > 0) lines.push(`✗ no-answer: ${countOf(missing, 'question')} without an answer`);
  const counts = Object.entries(countsOf(graded))
    .map(([vantage, counted]) => [vantage, Object.entries(counted)] as const)
    .filter(([, counted]) => counted.length > 0)
    .map(
      ([vantage, counted]) =>
        `${vantage}: ${counted.map(([name, count]) => `${count} ${name}`).join(', ')}`,
    );
  const sum = `${graded.length - failed.length} passed, ${failed.length} failed`;
  return `${[...lines, ...counts, sum].join('\n')}\n`;
}

const ofOthers = (path: string, truths: string, [first = '', ...rest]: readonly string[]) =>
  wrongAnswers(
    rest.length === 0
      ? `${path} has an answer with the id ${first}, which ${truths} does not know: the truths are those of another export.`
      : `${path} has ${rest.length + 1} answers with ids that ${truths} does not know, the first ${first}: the truths are those of another export.`,
  );
