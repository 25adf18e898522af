import { registerHooks } from 'node:module';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A source in a checkout, JavaScript in the package. */
const extension = extname(fileURLToPath(import.meta.url));
const door = /^badconn\/(vocabulary|harness)$/;
let areOpen = false;

/**
 * Has files outside of badconn, which are loaded from now on, import `badconn/harness` and `badconn/vocabulary`
 * from the badconn that runs: wherever the files lie, and whether or not a package of that name is installed.
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
