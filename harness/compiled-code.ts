import { dirname } from 'node:path';
import { constants, Script } from 'node:vm';

/** Wraps a CommonJS file as Node does (modules.html, The module wrapper). */
const wrapped = (code: string): string =>
  `(function (exports, require, module, __filename, __dirname) { ${code}\n});`;

export const scriptOf = (code: string, filename: string, cachedData?: Buffer): Script =>
  new Script(wrapped(code), {
    filename,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(cachedData ? { cachedData } : {}),
  });

/** Runs a CommonJS file, with its cached code if present. Returns its exports. */
export function runFile(
  code: string,
  filename: string,
  { require, compiled }: { require: NodeJS.Require; compiled?: Buffer },
): unknown {
  const run = scriptOf(code, filename, compiled).runInThisContext() as (...all: unknown[]) => void;
  const module = { exports: {} };
  run(module.exports, require, module, filename, dirname(filename));
  return module.exports;
}

/**
 * V8's code cache for a file. The same V8 skips compilation; another version, or other options, rejects the cache and
 * compiles (node:vm, script.cachedDataRejected).
 */
export const compiledCode = (code: string): Buffer => scriptOf(code, 'compiled').createCachedData();

/** Path of a program's code cache: beside the program. */
export const compiledName = (program: string): string => `${program}.compiled`;
