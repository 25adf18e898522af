import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import { describe, expect, test } from 'vitest';
import { buildFailed } from '../messages.ts';
import { temporaryFolder } from '../fake-engine.fixture.ts';
import { unpack } from './unpack.ts';
import { whyNotLocal } from './why-not.ts';

const whyNot = whyNotLocal();
if (whyNot !== undefined) process.stderr.write(`No local engine here: ${whyNot}.\n`);

async function archive(): Promise<Buffer> {
  const tar = pack();
  tar.entry({ name: './usr/bin/a', mode: 0o755, uid: 7, gid: 7 }, 'a');
  tar.entry({ name: './opt/lab/program.js' }, 'not for this engine');
  tar.entry({ name: './dev/null' }, 'not a device');
  tar.finalize();
  return buffer(tar);
}

describe.skipIf(whyNot !== undefined)('a root file system', () => {
  test('is unpacked but for devices and programs, however much follows its end', async () => {
    using folder = temporaryFolder();
    const padding = Buffer.alloc(4 * 1024 ** 2);
    await unpack(Readable.from([await archive(), padding, padding]), folder.path);
    const there = ['usr/bin/a', 'opt/lab', 'dev/null'].map((path) =>
      existsSync(join(folder.path, path)),
    );
    expect(there).toEqual([true, false, false]);
  });

  test('whose stream breaks off fails with the reason of that', async () => {
    using folder = temporaryFolder();
    const stream = new PassThrough();
    stream.write((await archive()).subarray(0, 512));
    setTimeout(() => stream.destroy(buildFailed('mmdebstrap failed.', [])), 50);
    await expect(unpack(stream, folder.path)).rejects.toThrow('mmdebstrap failed.');
  });

  test('that is none fails with what tar says', async () => {
    using folder = temporaryFolder();
    const garbage = Readable.from([Buffer.alloc(20_000, 'x')]);
    await expect(unpack(garbage, folder.path)).rejects.toThrow(/tar ended with 2[^]*not look like/);
  });
});
