import { readdir } from 'node:fs/promises';
import { registerHooks } from 'node:module';
import { extname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { CauseFile } from './conclude/cause-file.ts';

/** Parts of an export that do not fit `CauseFile`, one message each. */
const wrongParts = (exported: unknown): string[] => {
  const { cause, prior, judge, remedy } = (exported ?? {}) as Partial<
    Record<keyof CauseFile, unknown>
  >;
  return [
    ...(typeof cause === 'string' ? [] : ['cause']),
    ...(typeof prior === 'number' ? [] : ['prior']),
    ...(typeof judge === 'function' ? [] : ['judge']),
    ...(typeof remedy === 'function' ? [] : ['remedy']),
  ];
};

const isCauseFile = (name: string): boolean =>
  /\.m?[jt]s$/.test(name) && !/\.(test|d)\.m?[jt]s$/.test(name);

/** Entry point: TypeScript in a checkout, JavaScript in the package and on a lab's client host. */
const index = new URL(`./index${extname(fileURLToPath(import.meta.url))}`, import.meta.url);
let isOpen = false;

/** Makes `badconn/diagnoser` resolve to the running diagnoser, wherever the importing cause file lies. */
const openDoor = (): void => {
  if (isOpen) return;
  isOpen = true;
  registerHooks({
    resolve: (specifier, context, nextResolve) =>
      specifier === 'badconn/diagnoser'
        ? { url: index.href, shortCircuit: true }
        : nextResolve(specifier, context),
  });
};

/** Loads the causes of a folder, one per file. Throws an `Error` that names an invalid file. */
export async function readCauses(folder: string): Promise<CauseFile[]> {
  openDoor();
  const names = (await readdir(folder)).filter(isCauseFile).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const { href } = pathToFileURL(resolve(folder, name));
      // The folder comes from the user; this loads no file of the project.
      // oxlint-disable-next-line badconn/diagnoser-imports-no-harness
      const module = (await import(href)) as { default?: CauseFile };
      const wrong = wrongParts(module.default);
      if (module.default === undefined || wrong.length > 0) {
        throw new Error(
          `${join(folder, name)} exports no cause: it lacks ${wrong.join(', ')} in export default defineCause({ … })`,
        );
      }
      return module.default;
    }),
  );
}
