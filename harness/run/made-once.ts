import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const beside = fileURLToPath(new URL('../../node_modules/.cache/badconn', import.meta.url));

/**
 * Caches the result of `make`, beside the dependencies of the checkout, under a digest of its inputs and of the Node
 * version. If that folder cannot be written, `make` runs each time.
 */
export async function madeOnce(
  name: string,
  inputs: readonly (string | Buffer)[],
  make: () => Promise<Buffer>,
  folder = beside,
): Promise<Buffer> {
  const digest = createHash('sha256').update(process.version);
  for (const input of inputs) digest.update(input);
  const file = `${folder}/${name}-${digest.digest('hex').slice(0, 24)}`;
  try {
    return await readFile(file);
  } catch {
    const made = await make();
    // Written under a temporary name first: a concurrent run must never read half a file.
    const part = `${file}.${process.pid}`;
    await mkdir(folder, { recursive: true })
      .then(() => writeFile(part, made))
      .then(() => rename(part, file))
      .catch(() => undefined);
    return made;
  }
}
