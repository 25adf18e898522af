import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readText, Unreadable } from '../../harness/documents/read-text.ts';
import { UsageError } from '../../harness/errors.ts';

/**
 * Reads answers from a folder (`*.json`) or a file (one answer, or one per line). Returns their text by id.
 *
 * @throws UsageError `USAGE_ANSWERS`, which names file and line
 */
export async function answersIn(path: string): Promise<Map<string, string>> {
  return byId(await givenIn(path), path);
}

/** Text of an answer, and its location for messages. */
interface Given {
  place: string;
  text: string;
}

async function givenIn(path: string): Promise<Given[]> {
  if (!(await isFolder(path))) return linesOf(path, await read(path));
  const names = (await readdir(path)).filter((name) => name.endsWith('.json')).toSorted();
  const files = names.map((name) => join(path, name));
  return Promise.all(files.map(async (file) => ({ place: file, text: await read(file) })));
}

/** A file holds one answer, or one per line. */
function linesOf(path: string, text: string): Given[] {
  if (parsed(text) !== undefined) return [{ place: path, text }];
  return text
    .split('\n')
    .map((line, index) => ({ place: `line ${index + 1} of ${path}`, text: line }))
    .filter((given) => given.text.trim() !== '');
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    (cause: unknown) => {
      throw unreadable(path, cause);
    },
  );

const read = (path: string): Promise<string> =>
  readText(path).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });

function unreadable(path: string, cause: unknown): UsageError {
  const why =
    cause instanceof Unreadable
      ? cause.message
      : `cannot be read (${(cause as NodeJS.ErrnoException).code})`;
  return wrongAnswers(`${path} ${why}.`, cause);
}

function parsed(text: string): { is: unknown } | undefined {
  try {
    return { is: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/** An answer that is not JSON, or has no id, belongs to no question. */
function byId(given: readonly Given[], path: string): Map<string, string> {
  const answers = new Map<string, string>();
  const places = new Map<string, string>();
  for (const { place, text } of given) {
    const document = parsed(text);
    if (document === undefined)
      throw wrongAnswers(`${place} is no JSON document: an answer is a file, or a line of one.`);
    const id = (document.is as { id?: unknown } | null)?.id;
    if (typeof id !== 'string') throw wrongAnswers(`${place} has no id, which an answer repeats.`);
    const before = places.get(id);
    if (before !== undefined)
      throw wrongAnswers(`${before} and ${place} have the same id, ${id}: one answer a question.`);
    answers.set(id, text);
    places.set(id, place);
  }
  if (answers.size === 0) throw wrongAnswers(`${path} holds no answer (*.json, or a line each).`);
  return answers;
}

export const wrongAnswers = (what: string, cause?: unknown): UsageError =>
  new UsageError({ code: 'USAGE_ANSWERS', what, next: 'npx badconn grade --help', cause });
