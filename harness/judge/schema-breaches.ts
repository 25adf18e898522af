import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { answerSchema } from '../../vocabulary/index.ts';
import { namesText, shown } from './sentences.ts';

let validator: Promise<ValidateFunction> | undefined;

/** Loaded at the first use: most commands judge nothing, and start faster without it. */
async function loadValidator(): Promise<ValidateFunction> {
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  return new Ajv2020({ allErrors: true, verbose: true }).compile(answerSchema);
}

/** Every breach of the answer's JSON Schema, a sentence each. */
export async function schemaBreaches(document: unknown): Promise<string[]> {
  validator ??= loadValidator();
  const validate = await validator;
  if (validate(document)) return [];
  const listed = new Set<string>();
  return (validate.errors ?? []).map((error) => sentence(error, listed));
}

/** `listed` holds the words whose allowed values were listed before: once is enough. */
function sentence(error: ErrorObject, listed: Set<string>): string {
  const at = place(error.instancePath);
  switch (error.keyword) {
    case 'required':
      return `${at} has no ${String(error.params.missingProperty)}`;
    case 'type':
      return `${at} is ${shown(error.data)}, and must be ${withArticle(String(error.params.type))}`;
    case 'const':
      return `${at} is ${shown(error.data)}, and must be ${shown(error.params.allowedValue)}`;
    case 'uniqueItems':
      return `${at} names ${shown((error.data as unknown[])[Number(error.params.i)])} twice`;
    case 'enum': {
      const word = words[lastName(error.instancePath)] ?? { one: 'value', many: 'values' };
      const allowed = namesText(error.params.allowedValues as string[]);
      const list = listed.has(word.one) ? '' : `; ${word.many} are ${allowed}`;
      listed.add(word.one);
      return `${at} is ${shown(error.data)}, which is no ${word.one}${list}`;
    }
    default:
      return `${at} ${error.message ?? `breaks ${error.keyword}`}`;
  }
}

const cause = { one: 'cause', many: 'causes' };
/** What the values of a list or field are called, by its name. */
const words: Readonly<Record<string, { one: string; many: string }>> = {
  candidates: cause,
  for: cause,
  against: cause,
  status: { one: 'status', many: 'statuses' },
  action: { one: 'remedy action', many: 'remedy actions' },
};

/** A JSON Pointer (RFC 6901) as one writes it in code: `/evidence/0/for` is `evidence[0].for`. */
function place(pointer: string): string {
  const path = pointer
    .slice(1)
    .replaceAll(/\/?(\d+)(?=\/|$)/g, '[$1]')
    .replaceAll('/', '.');
  return path === '' ? 'the answer' : path;
}

function lastName(pointer: string): string {
  return pointer.split('/').findLast((part) => !/^\d*$/.test(part)) ?? '';
}

function withArticle(type: string): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}
