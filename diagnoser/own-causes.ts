import { readdir } from 'node:fs/promises';
import { registerHooks } from 'node:module';
import { extname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { CauseFile } from './conclude/cause-file.ts';

/** What a file exports that is no cause, part by part. */
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

/** A source in a checkout, JavaScript in the package and in the client host of a lab. */
const index = new URL(`./index${extname(fileURLToPath(import.meta.url))}`, import.meta.url);
let isOpen = false;

/** A file of a cause imports `badconn/diagnoser` from the diagnoser that runs, wherever the file lies. */
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

/** The causes of a folder, a file each. Throws an `Error` that names the file which is none. */
export async function readCauses(folder: string): Promise<CauseFile[]> {
  openDoor();
  const names = (await readdir(folder)).filter(isCauseFile).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const { href } = pathToFileURL(resolve(folder, name));
      // The user names the folder; nothing of this project is read by it.
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
