import { answerSchema, type Answer, type Request } from '../../vocabulary/index.ts';
import { findDocument } from './documents.ts';
import { schemaBreaches } from './schema-breaches.ts';
import { escaped, shown } from './sentences.ts';

/** Longer lists and deeper nesting than any answer needs, and than is cheap to check. */
const longestArray = 1000;
const deepest = 50;
const mostBreaches = 20;

export interface ReadAnswer {
  /** Only when there is no breach. */
  answer?: Answer;
  breaches: string[];
}

/** Reads what a diagnoser printed, and says every way in which it breaks the contract. */
export async function readAnswer(stdout: string, request: Request): Promise<ReadAnswer> {
  const { document, before, after, error } = findDocument(stdout);
  if (error !== undefined) return { breaches: [noDocumentText(stdout, error)] };
  const breaches = [...aroundBreaches(before, after)];
  const excess = excessOf(document);
  if (excess === undefined) {
    breaches.push(...(await schemaBreaches(document)), ...agreementBreaches(document, request));
  } else breaches.push(excess);
  if (breaches.length === 0) return { answer: document as Answer, breaches };
  const rest = breaches.length - mostBreaches;
  return {
    breaches: rest > 0 ? [...breaches.slice(0, mostBreaches), `and ${rest} more`] : breaches,
  };
}

function noDocumentText(stdout: string, error: string): string {
  if (stdout.trim() === '') return 'stdout is empty, where one JSON document was expected';
  return `stdout holds no JSON document: ${escaped(error)}`;
}

function* aroundBreaches(before: string, after: string): Iterable<string> {
  if (before.trim() !== '') {
    const [first = ''] = before.trim().split('\n', 1);
    yield `logs on stdout before the answer (${shown(first)}): put them on stderr`;
  }
  if (after === '') return;
  yield findDocument(after).document === undefined
    ? `logs on stdout after the answer (${shown(after.split('\n', 1)[0])}): put them on stderr`
    : 'stdout holds a second JSON document after the answer';
}

/** What a schema of one document cannot say: whether the fields fit the request and each other. */
function* agreementBreaches(document: unknown, request: Request): Iterable<string> {
  if (typeof document !== 'object' || document === null) return;
  const { id, status, candidates } = document as Record<string, unknown>;
  if (typeof id === 'string' && id !== request.id) {
    yield `id is ${shown(id)}, and the request's is ${shown(request.id)}`;
  }
  if (!Array.isArray(candidates) || !isStatus(status)) return;
  if (status === 'diagnosed' && candidates.length === 0) {
    yield "candidates is empty, and status is 'diagnosed'";
  }
  if (status !== 'diagnosed' && candidates.length > 0) {
    yield `candidates must be empty unless status is 'diagnosed', and status is '${status}'`;
  }
}

const isStatus = (value: unknown): value is Answer['status'] =>
  (answerSchema.properties.status.enum as readonly unknown[]).includes(value);

/** Walks without recursion: the depth is a stranger's. */
function excessOf(document: unknown): string | undefined {
  let level: unknown[] = [document];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return `the answer is nested deeper than ${deepest} levels`;
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      const parts: unknown[] = Object.values(value);
      if (Array.isArray(value) && parts.length > longestArray) {
        return `the answer holds a list of ${parts.length} entries; at most ${longestArray} are read`;
      }
      for (const part of parts) next.push(part);
    }
    level = next;
  }
  return undefined;
}
