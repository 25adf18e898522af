import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import { archive } from '../guest/archive.ts';
import type { FolderDiagnoser } from '../guest/connector.ts';

/**
 * Parses a client: `cmd:<folder>`, whose program is `client`, or `cmd:<folder>:<command>`. The folder is copied
 * unchanged; the prefix `cmd:` is optional. Throws `UsageError`.
 */
export async function connectClient(given: string): Promise<FolderDiagnoser> {
  const [path = '', ...words] = given.replace(/^cmd:/, '').split(':');
  const folder = resolve(path);
  const isFolder = await stat(folder).then(
    (seen) => seen.isDirectory(),
    () => false,
  );
  if (!isFolder) {
    throw new UsageError({
      code: 'USAGE_NO_CLIENT',
      what: `The client is ${given}, but ${folder} is not a folder.`,
      evidence: ['allowed: cmd:<folder> with a program `client` in it, cmd:<folder>:<command>'],
      next: 'npx badconn client --help',
    });
  }
  const command = words.join(':').trim();
  const argv = command === '' ? ['./client'] : command.split(/\s+/);
  return { kind: 'folder', name: given, tar: await archive(folder), argv };
}
