import { createRequire } from 'node:module';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { runFile } from '../compiled-code.ts';
import { namesText, shown } from '../judge/sentences.ts';
import { misspelt } from '../nearest.ts';
import { madeOnce } from '../run/made-once.ts';

const validators = new WeakMap<object, Promise<ValidateFunction>>();

const options = { allErrors: true, verbose: true, allowUnionTypes: true };

/** A validator as a CommonJS file. */
async function standalone(schema: object): Promise<Buffer> {
  const [{ Ajv2020 }, { default: code }] = await Promise.all([
    import('ajv/dist/2020.js'),
    import('ajv/dist/standalone/index.js'),
  ]);
  const ajv = new Ajv2020({ ...options, code: { source: true } });
  return Buffer.from(code.default(ajv, ajv.compile(schema)));
}

/** A validator that was made before: to load Ajv and to compile a schema takes 100 ms. */
async function kept(schema: object): Promise<ValidateFunction> {
  const require = createRequire(import.meta.url);
  const { version } = require('ajv/package.json') as { version: string };
  const inputs = [version, JSON.stringify(options), JSON.stringify(schema)];
  const code = await madeOnce('validator', inputs, () => standalone(schema));
  return runFile(code.toString(), 'validator', { require }) as ValidateFunction;
}

/** At the first use: most commands check nothing. In a bundle Ajv itself is there, and no package beside it. */
const compiled = (schema: object): Promise<ValidateFunction> =>
  kept(schema).catch(async () => {
    const { Ajv2020 } = await import('ajv/dist/2020.js');
    return new Ajv2020(options).compile(schema);
  });

/**
 * Every breach of a JSON Schema, a sentence each: where it is, what was found and what is allowed.
 *
 * @param place how a JSON Pointer (RFC 6901) reads in a sentence.
 */
export async function schemaBreaches(
  schema: object,
  document: unknown,
  place: (pointer: string) => string,
): Promise<string[]> {
  const validator = validators.get(schema) ?? compiled(schema);
  validators.set(schema, validator);
  const validate = await validator;
  if (validate(document)) return [];
  const listed = new Set<string>();
  // Another version explains all the rest.
  const isVersion = ({ keyword }: ErrorObject): boolean => keyword === 'const';
  const errors = withoutAlternatives(validate.errors ?? []);
  return [...errors.filter(isVersion), ...errors.filter((error) => !isVersion(error))].map(
    (error) => sentence(error, place(error.instancePath), listed),
  );
}

/** Of a cause, which is one of a list or an `x-` word, the breach of the list says all. */
const withoutAlternatives = (errors: readonly ErrorObject[]): ErrorObject[] => {
  const lists = errors.filter(
    ({ keyword, schemaPath }) => keyword === 'enum' && anyOf.test(schemaPath),
  );
  const isTold = (at: string): boolean => lists.some(({ instancePath }) => instancePath === at);
  return errors.filter((error) => lists.includes(error) || !isTold(error.instancePath));
};

const anyOf = /\/anyOf\/\d+\/enum$/;

/** `listed` holds the words whose allowed values were listed before: once is enough. */
function sentence(error: ErrorObject, at: string, listed: Set<string>): string {
  switch (error.keyword) {
    case 'required':
      return `${at} has no ${String(error.params.missingProperty)}`;
    case 'type':
      return `${at} is ${shown(error.data)}, and must be ${typesText(error.params.type as string | string[])}`;
    case 'const':
      return `${at} is ${shown(error.data)}, and must be ${shown(error.params.allowedValue)}`;
    case 'uniqueItems':
      return `${at} names ${shown((error.data as unknown[])[Number(error.params.i)])} twice`;
    case 'enum': {
      const word = words[lastName(error.instancePath)] ?? { one: 'value', many: 'values' };
      const allowed = error.params.allowedValues as string[];
      const own = anyOf.test(error.schemaPath) ? ', and x-<state> for one of your own' : '';
      const list = listed.has(word.one) ? '' : `; ${word.many} are ${namesText(allowed)}${own}`;
      listed.add(word.one);
      const meant = own === '' ? undefined : misspelt(String(error.data).slice(0, 60), allowed);
      const near = meant === undefined ? '' : ` (nearest: ${meant})`;
      return `${at} is ${shown(error.data)}, which is no ${word.one}${near}${list}`;
    }
    case 'additionalProperties': {
      const name = String(error.params.additionalProperty);
      const known = Object.keys((error.parentSchema?.properties as object | undefined) ?? {});
      const meant = misspelt(name.slice(0, 60), known);
      const near = meant === undefined ? '' : ` (nearest: ${meant})`;
      return `${at} has ${shown(name)}, which it may not have${near}; allowed are ${namesText(known)}`;
    }
    default:
      return `${at} is ${shown(error.data)}, and ${error.message ?? `breaks ${error.keyword}`}`;
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
  cause,
  truth: cause,
  grade: { one: 'grade', many: 'grades' },
  vantage: { one: 'vantage', many: 'vantages' },
  phase: { one: 'phase', many: 'phases' },
  standing: { one: 'standing', many: 'standings' },
};

function lastName(pointer: string): string {
  return pointer.split('/').findLast((part) => !/^\d*$/.test(part)) ?? '';
}

const typesText = (types: string | readonly string[]): string =>
  [types].flat().map(withArticle).join(' or ');

function withArticle(type: string): string {
  if (type === 'null') return type;
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}
