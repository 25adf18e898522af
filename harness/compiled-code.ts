import { dirname } from 'node:path';
import { constants, Script } from 'node:vm';

/** A CommonJS file in what Node wraps around it (modules.html, The module wrapper). */
const wrapped = (code: string): string =>
  `(function (exports, require, module, __filename, __dirname) { ${code}\n});`;

export const scriptOf = (code: string, filename: string, cachedData?: Buffer): Script =>
  new Script(wrapped(code), {
    filename,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(cachedData ? { cachedData } : {}),
  });

/** Runs a CommonJS file, by code that was compiled of it before where there is any. Returns its exports. */
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
 * What V8 makes of a file before it runs it. The same V8 need not do that again; another, or the same with other
 * options, sees that it is not its own and compiles (node:vm, script.cachedDataRejected).
 */
export const compiledCode = (code: string): Buffer => scriptOf(code, 'compiled').createCachedData();

/** Where the compiled code of a program lies: beside it. */
export const compiledName = (program: string): string => `${program}.compiled`;
