import { answerSchema, type Answer, type Request } from '../../vocabulary/index.ts';
import { excessOf } from '../documents/excess.ts';
import { schemaBreaches } from '../documents/schema-breaches.ts';
import { findDocument } from './documents.ts';
import { escaped, shown } from './sentences.ts';

/** Limits on lists and nesting: above any real answer, and cheap to check. */
const limits = { longest: 1000, deepest: 50 };
const mostBreaches = 20;

export interface ReadAnswer {
  /** Present only without a breach. */
  answer?: Answer;
  breaches: string[];
}

/** Parses a diagnoser's output and lists all breaches of the contract. */
export async function readAnswer(stdout: string, request: Request): Promise<ReadAnswer> {
  const { document, before, after, error } = findDocument(stdout);
  if (error !== undefined) return { breaches: [noDocumentText(stdout, error)] };
  const breaches = [...aroundBreaches(before, after)];
  const excess = excessOf(document, limits);
  if (excess === undefined) {
    breaches.push(
      ...(await schemaBreaches(answerSchema, document, place)),
      ...agreementBreaches(document, request),
    );
  } else breaches.push(`the answer ${excess}`);
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

/** Rules that the schema of one document cannot express: consistency with the request and between fields. */
function* agreementBreaches(document: unknown, request: Request): Iterable<string> {
  if (typeof document !== 'object' || document === null) return;
  const { id, status, candidates, also } = document as Record<string, unknown>;
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
  if (!Array.isArray(also)) return;
  if (status !== 'diagnosed' && also.length > 0) {
    yield `also must be empty unless status is 'diagnosed', and status is '${status}'`;
  }
  const twice = also.find((cause) => candidates.includes(cause));
  if (twice !== undefined) {
    yield `also has ${shown(twice)}, which is among the candidates: it lists what lies beneath them`;
  }
}

const isStatus = (value: unknown): value is Answer['status'] =>
  (answerSchema.properties.status.enum as readonly unknown[]).includes(value);

/** Converts a JSON Pointer (RFC 6901) to code notation: `/evidence/0/for` is `evidence[0].for`. */
function place(pointer: string): string {
  const path = pointer
    .slice(1)
    .replaceAll(/\/?(\d+)(?=\/|$)/g, '[$1]')
    .replaceAll('/', '.');
  return path === '' ? 'the answer' : path;
}
