import { registerHooks } from 'node:module';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** TypeScript in a checkout, JavaScript in the package. */
const extension = extname(fileURLToPath(import.meta.url));
const door = /^badconn\/(vocabulary|harness)$/;
let areOpen = false;

/**
 * Resolves `badconn/harness` and `badconn/vocabulary` to the running badconn for files outside of it that are loaded
 * from now on, wherever they are, and whether or not a package of that name is installed.
 */
export function openDoors(): void {
  if (areOpen) return;
  areOpen = true;
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const [, room] = door.exec(specifier) ?? [];
      if (room === undefined) return nextResolve(specifier, context);
      const url = new URL(`../${room}/index${extension}`, import.meta.url);
      return { url: url.href, shortCircuit: true };
    },
  });
}
