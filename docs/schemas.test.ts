import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { schemaFiles } from './schemas.ts';

const root = new URL('../', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8');

test.each(Object.keys(schemaFiles))('%s is what the vocabulary says (npm run docs)', (file) => {
  expect(read(file)).toBe(schemaFiles[file]);
});

test('vocabulary/schemas/1 holds these and nothing else', () => {
  const files = readdirSync(new URL('vocabulary/schemas/1/', root)).map(
    (name) => `vocabulary/schemas/1/${name}`,
  );
  expect(files.toSorted()).toEqual(Object.keys(schemaFiles).toSorted());
});

test.each(Object.keys(schemaFiles))('%s compiles by itself, and is named by its place', (file) => {
  const schema = JSON.parse(read(file)) as { $id: string };
  expect(new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema)).toBeTypeOf(
    'function',
  );
  expect(schema.$id).toMatch(new RegExp(`/${file.replace('vocabulary/', '')}$`));
});
