import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const beside = fileURLToPath(new URL('../../node_modules/.cache/badconn', import.meta.url));

/**
 * What `make` made of the same inputs before, or makes now. It is kept beside the dependencies of the
 * checkout, under a digest of its inputs and of the Node that made it; where that cannot be written,
 * it is made each time.
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
    // Under another name first: two runs at once must never read half a file.
    const part = `${file}.${process.pid}`;
    await mkdir(folder, { recursive: true })
      .then(() => writeFile(part, made))
      .then(() => rename(part, file))
      .catch(() => undefined);
    return made;
  }
}
