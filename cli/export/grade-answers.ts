import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readDocument } from '../../harness/documents/read-document.ts';
import { readText, Unreadable } from '../../harness/documents/read-text.ts';
import { UsageError } from '../../harness/errors.ts';
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

/** Judges answers in files. Resolves to the exit code. */
export async function grade(path: string, options: GradeFlags): Promise<number> {
  const { truths } = await readDocument<Truths>(options.truths, {
    ...{ name: 'a file of truths', schema: truthsSchema, code: 'USAGE_TRUTHS' },
    next: 'npx badconn export evidence <dir> writes one beside the questions',
  });
  const texts = await answersIn(path);
  const answers = byId(texts, path);
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
  const counts = Object.entries(countsOf(graded)).map(
    ([vantage, counted]) =>
      `${vantage}: ${Object.entries(counted)
        .map(([name, count]) => `${count} ${name}`)
        .join(', ')}`,
  );
  const sum = `${graded.length - failed.length} passed, ${failed.length} failed`;
  return `${[...lines, ...counts, sum].join('\n')}\n`;
}

async function answersIn(path: string): Promise<string[]> {
  try {
    if (!(await stat(path)).isDirectory())
      return (await readText(path)).split('\n').filter((line) => line.trim() !== '');
    const names = (await readdir(path)).filter((name) => name.endsWith('.json')).toSorted();
    return await Promise.all(names.map((name) => readText(join(path, name))));
  } catch (cause) {
    const why =
      cause instanceof Unreadable ? cause.message : String((cause as NodeJS.ErrnoException).code);
    throw wrongAnswers(`${path} cannot be read: ${why}.`, cause);
  }
}

/** An answer that is not JSON, or has no id, belongs to no question. */
function byId(texts: readonly string[], path: string): Map<string, string> {
  const answers = new Map<string, string>();
  for (const [index, text] of texts.entries()) {
    let id: unknown;
    try {
      ({ id } = JSON.parse(text) as { id?: unknown });
    } catch (cause) {
      throw wrongAnswers(`answer ${index + 1} of ${path} is no JSON document.`, cause);
    }
    if (typeof id !== 'string') throw wrongAnswers(`answer ${index + 1} of ${path} has no id.`);
    if (answers.has(id)) throw wrongAnswers(`${path} has two answers with the id ${id}.`);
    answers.set(id, text);
  }
  if (answers.size === 0) throw wrongAnswers(`${path} holds no answer (*.json, or a line each).`);
  return answers;
}

const ofOthers = (path: string, truths: string, [first = '', ...rest]: readonly string[]) =>
  wrongAnswers(
    `${countOf(rest.length + 1, 'answer')} of ${path} have an id that ${truths} does not know, the first ${first}: the truths are those of another export.`,
  );

const wrongAnswers = (what: string, cause?: unknown): UsageError =>
  new UsageError({ code: 'USAGE_ANSWERS', what, next: 'npx badconn grade --help', cause });
