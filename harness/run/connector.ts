import { access, readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pack } from 'tar-stream';
import { buffer } from 'node:stream/consumers';
import { UsageError } from '../errors.ts';
import { asJavaScript } from '../engine/as-javascript.ts';
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

const maxBytes = 256 * 1024 * 1024;
const referenceFolder = fileURLToPath(new URL('../../diagnoser', import.meta.url));

type Prepare = (name: string, content: Buffer) => { name: string; content: Buffer };

async function pathsBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();
}

async function archive(
  folder: string,
  prepare: Prepare = (name, content) => ({ name, content }),
  isWanted: (path: string) => boolean = () => true,
): Promise<Buffer> {
  const tar = pack();
  let total = 0;
  const whole = buffer(tar);
  for (const path of (await pathsBelow(folder)).filter(isWanted)) {
    const file = join(folder, path);
    const { name, content } = prepare(path.split(sep).join('/'), await readFile(file));
    total += content.length;
    if (total > maxBytes) {
      throw new UsageError({
        code: 'USAGE_DIAGNOSER_TOO_LARGE',
        what: `The diagnoser's folder ${folder} holds more than ${maxBytes / 1024 ** 2} MiB.`,
        next: 'give a folder that holds the diagnoser alone',
      });
    }
    const { mode } = await stat(file);
    tar.entry({ name, mode: mode & 0o755, mtime: new Date(0) }, content);
  }
  tar.finalize();
  return whole;
}

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
