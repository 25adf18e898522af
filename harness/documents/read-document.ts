import { UsageError } from '../errors.ts';
import { excessOf, type DocumentLimits } from './excess.ts';
import { jsonFault } from './json-fault.ts';
import { Unreadable, readText } from './read-text.ts';
import { schemaBreaches } from './schema-breaches.ts';

/** A kind of document from outside, and the words of the error for a file that is not one. */
export interface DocumentKind {
  /** With its article: `a kept case`. */
  name: string;
  schema: object;
  /** Of the error. */
  code: string;
  /** How to come by a right one. */
  next: string;
}

const mostBreaches = 20;
/** Lists may be as long as their file allows; the schemas of these documents are linear. */
const limits: DocumentLimits = { longest: Infinity, deepest: 50 };

/**
 * Reads a JSON document and validates it against its schema, from which `Document` is derived. All documents from outside pass through here.
 *
 * @throws UsageError with the code of the kind; it names the file, the places, what was found there
 *   and what is allowed.
 */
export async function readDocument<Document>(file: string, kind: DocumentKind): Promise<Document> {
  return checked(parsed(await readTextOf(file, kind), file, kind), file, kind);
}

/** Reads the text of a file. Throws the error of the kind. */
export async function readTextOf(file: string, kind: DocumentKind): Promise<string> {
  return readText(file).catch((error: unknown) => {
    throw error instanceof Unreadable ? unreadable(file, kind, error) : error;
  });
}

export function parsed(text: string, file: string, kind: DocumentKind): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const fault = text.trim() === '' ? 'it is empty' : `it is no JSON: ${jsonFault(text)}`;
    throw notOf(file, kind, [fault], cause);
  }
}

export async function checked<Document>(
  document: unknown,
  file: string,
  kind: DocumentKind,
): Promise<Document> {
  const breaches = await breachesOf(document, kind.schema, limits);
  if (breaches.length > 0) throw notOf(file, kind, breaches);
  return document as Document;
}

/** Errors of a document, at most twenty sentences; each names its place as a JSON Pointer. */
export async function breachesOf(
  document: unknown,
  schema: object,
  most: DocumentLimits,
): Promise<string[]> {
  const excess = excessOf(document, most);
  if (excess !== undefined) return [`it ${excess}`];
  const all = await schemaBreaches(schema, document, (pointer) => pointer || 'it');
  const more = all.length - mostBreaches;
  return more > 0 ? [...all.slice(0, mostBreaches), `and ${more} more`] : all;
}

export const unreadable = (
  file: string,
  { code, next }: DocumentKind,
  cause: Unreadable,
): UsageError => new UsageError({ code, what: `${file} ${cause.message}.`, next, cause });

/** Error for a file of another kind. */
export const notOf = (
  file: string,
  { name, code, next }: DocumentKind,
  [first = '', ...others]: readonly string[],
  cause?: unknown,
): UsageError =>
  new UsageError({
    code,
    what: `${file} is not ${name}: ${first}.`,
    evidence: others,
    next,
    cause,
  });
