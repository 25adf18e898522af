import { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import type { ImageFile } from './inputs.ts';

/** A build context as a tar stream. Times are fixed, so that the engine's cache holds. */
export function imageContext(files: readonly ImageFile[]): Readable {
  const tar = pack();
  for (const { path, executable, content } of files) {
    tar.entry({ name: path, mode: executable ? 0o755 : 0o644, mtime: new Date(0) }, content);
  }
  tar.finalize();
  return Readable.from(tar);
}
