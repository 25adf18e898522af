/**
 * `node start.cjs main.cjs [argument…]` runs a program of this folder by code that is compiled already. To compile the
 * reference diagnoser takes a fifth of the CPU of a verdict.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { compiledName, runFile } from '../compiled-code.ts';

process.argv.splice(1, 1);
const [, program = ''] = process.argv;
const path = resolve(program);
const compiled = compiledName(path);
runFile(readFileSync(path, 'utf8'), path, {
  require: createRequire(path),
  ...(existsSync(compiled) ? { compiled: readFileSync(compiled) } : {}),
});
