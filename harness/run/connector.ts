import { access, stat } from 'node:fs/promises';
import { basename, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../errors.ts';
import { asJavaScript } from '../engine/as-javascript.ts';
import { archive } from './archive.ts';
import { madeOnce } from './made-once.ts';

/** A diagnoser as it is brought into the client host: a folder, and the command to run in it. */
export interface Connected {
  name: string;
  /** The folder as a tar archive. */
  tar: Buffer;
  argv: string[];
}

/** Where the folder lies inside the client host. The same for everyone. */
export const diagnoserFolder = '/opt/diagnoser';

const referenceFolder = fileURLToPath(new URL('../../diagnoser', import.meta.url));

/** Of the reference diagnoser: no tests, no recorded evidence, no declarations of the package. */
const isProgram = (path: string): boolean =>
  !/\.test\.|\.d\.ts$/.test(path) && !path.split(sep).includes('recorded');

/**
 * Reads `cmd:<folder>` or `cmd:<folder>:<command>`; the prefix may be left out. Without a command
 * the folder must hold a program called `diagnose`. The folder is brought as it is. `reference` is
 * badconn's own diagnoser.
 */
export async function connectDiagnoser(given: string): Promise<Connected> {
  if (given === 'reference') {
    const sources = await archive(referenceFolder, undefined, isProgram);
    // Taking the types off costs every run 250 ms.
    const tar = await madeOnce('reference', [String(asJavaScript), sources], () =>
      archive(referenceFolder, asJavaScript, isProgram),
    );
    return { name: 'reference', tar, argv: ['node', 'main.js'] };
  }
  const rest = given.startsWith('cmd:') ? given.slice('cmd:'.length) : given;
  const [path = '', ...words] = rest.split(':');
  const command = words.join(':').trim();
  const folder = resolve(path);
  try {
    await access(folder);
    if (!(await stat(folder)).isDirectory()) throw new Error('not a folder');
  } catch (cause) {
    throw new UsageError({
      code: 'USAGE_NO_DIAGNOSER',
      what: `--diagnoser is ${given}, and ${folder} is no folder.`,
      evidence: ['allowed: reference, cmd:<folder>, cmd:<folder>:<command>'],
      next: 'npx badconn run --help',
      cause,
    });
  }
  const argv = command === '' ? ['./diagnose'] : command.split(/\s+/);
  return { name: `${basename(folder)}`, tar: await archive(folder), argv };
}
