import {
  chmod,
  mkdir,
  mkdtemp,
  readFile,
  readlink,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { execa } from 'execa';
import { extract } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unpackTo } from './archive.ts';
import { compiledCode, scriptOf } from '../compiled-code.ts';
import { connectDiagnoser, type FolderDiagnoser } from './connector.ts';
import { referenceFiles } from './reference.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'badconn-connector-'));
  await mkdir(join(folder, 'lib'));
  await writeFile(join(folder, 'diagnose'), '#!/bin/sh\n');
  await chmod(join(folder, 'diagnose'), 0o777);
  await writeFile(join(folder, 'lib/part.ts'), 'export const a: number = 1;\n');
  await writeFile(join(folder, 'lib/part.test.ts'), 'a test\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface UnpackedFile {
  name: string;
  mode: number | undefined;
  content: string;
}

async function unpacked(tar: Buffer): Promise<UnpackedFile[]> {
  const entries: UnpackedFile[] = [];
  for await (const entry of Readable.from([tar]).pipe(extract())) {
    const { name: path, mode, type } = entry.header;
    const name = type === 'directory' ? `${path}/` : path;
    entries.push({ name, mode, content: await text(entry) });
  }
  return entries;
}

async function connectFolder(given: string): Promise<FolderDiagnoser> {
  const connected = await connectDiagnoser(given);
  if (connected.kind !== 'folder') throw new Error(`${given} is a ${connected.kind}`);
  return connected;
}

describe('a folder of somebody else', () => {
  test('is brought as it is, tests and all', async () => {
    const { tar } = await connectFolder(`cmd:${folder}`);
    expect(await unpacked(tar)).toEqual([
      { name: 'diagnose', mode: 0o755, content: '#!/bin/sh\n' },
      { name: 'lib/', mode: 0o755, content: '' },
      { name: 'lib/part.test.ts', mode: 0o644, content: 'a test\n' },
      { name: 'lib/part.ts', mode: 0o644, content: 'export const a: number = 1;\n' },
    ]);
  });

  test('is brought for every user to run, whatever a umask has taken from others', async () => {
    const own = await mkdtemp(join(tmpdir(), 'badconn-umask-'));
    try {
      for (const [name, mode] of Object.entries({ diagnose: 0o700, 'main.py': 0o600 })) {
        await writeFile(join(own, name), '');
        await chmod(join(own, name), mode);
      }
      const { tar } = await connectFolder(own);
      const modes = (await unpacked(tar)).map(({ name, mode }) => [name, mode]);
      expect(Object.fromEntries(modes)).toEqual({ diagnose: 0o755, 'main.py': 0o644 });
    } finally {
      await rm(own, { recursive: true, force: true });
    }
  });

  test('is run by its program diagnose, or by the command that is given', async () => {
    const argv = async (given: string): Promise<string[]> => (await connectFolder(given)).argv;
    expect(await argv(folder)).toEqual(['./diagnose']);
    expect(await argv(`cmd:${folder}`)).toEqual(['./diagnose']);
    expect(await argv(`cmd:${folder}: python3  main.py --at 10:20 `)).toEqual(
      'python3 main.py --at 10:20'.split(' '),
    );
  });

  test('brings its symbolic links as such', async () => {
    await symlink('lib/part.ts', join(folder, 'link'));
    const { tar } = await connectFolder(folder);
    await rm(join(folder, 'link'));
    const other = await mkdtemp(join(tmpdir(), 'badconn-connector-'));
    try {
      await unpackTo(other, tar);
      expect(await readlink(join(other, 'link'))).toBe('lib/part.ts');
      expect(await readFile(join(other, 'link'), 'utf8')).toContain('const a');
    } finally {
      await rm(other, { recursive: true, force: true });
    }
  });

  test('is named so that a run can be repeated', async () => {
    expect((await connectFolder(folder)).name).toBe(`cmd:${folder}`);
    expect((await connectFolder(`cmd:${folder}:sh a.sh`)).name).toBe(`cmd:${folder}:sh a.sh`);
  });

  test('must be one', async () => {
    for (const given of ['cmd:/nonexistent/folder', '/nonexistent', join(folder, 'diagnose')]) {
      await expect(connectDiagnoser(given), given).rejects.toMatchObject({
        code: 'USAGE_NO_DIAGNOSER',
        exitCode: 2,
        message: expect.stringContaining('allowed: reference, reference:<folder of causes>, cmd:'),
      });
    }
  });
});

test('the reference diagnoser is a folder like any other, of bundles alone', async () => {
  const { name, argv, tar } = await connectFolder('reference');
  expect({ name, argv }).toEqual({
    name: 'reference',
    argv: ['node', '--v8-pool-size=0', 'start.cjs', 'main.cjs'],
  });
  const entries = await unpacked(tar);
  expect(entries.map((entry) => entry.name)).toEqual([
    ...['start.cjs', 'main.cjs', 'index.cjs', 'package.json', 'main.cjs.compiled'],
  ]);
  for (const { content, name: each } of entries) expect(content, each).not.toMatch(/'.*\.ts'/);
});

describe('a program whose code is compiled already', () => {
  const code =
    'process.stdout.write(JSON.stringify([process.argv.slice(2), require("node:os").EOL]));';
  const other = code.replace('EOL', 'platform()');
  const programIn = async (program: string, compiled: Buffer): Promise<string> => {
    const at = await mkdtemp(join(tmpdir(), 'badconn-compiled-'));
    await using _ = { [Symbol.asyncDispose]: () => rm(at, { recursive: true }) };
    const start = (await referenceFiles()).find(({ name }) => name === 'start.cjs');
    await writeFile(join(at, 'start.cjs'), start!.content);
    await writeFile(join(at, 'a.cjs'), program);
    await writeFile(join(at, 'a.cjs.compiled'), compiled);
    const { stdout } = await execa(process.execPath, ['start.cjs', 'a.cjs', 'b', 'c'], { cwd: at });
    return stdout;
  };

  test('runs as it would without, with its own arguments', async () => {
    expect(await programIn(code, compiledCode(code))).toBe('[["b","c"],"\\n"]');
  });

  test('is compiled anew where that is of other code, or is none', async () => {
    expect(await programIn(other, compiledCode(code))).toBe('[["b","c"],"linux"]');
    expect(await programIn(code, Buffer.from('none'))).toBe('[["b","c"],"\\n"]');
  });

  test('is taken by the V8 that compiled it', () => {
    expect(scriptOf(code, 'a.cjs', compiledCode(code)).cachedDataRejected).toBe(false);
    expect(scriptOf(other, 'a.cjs', compiledCode(code)).cachedDataRejected).toBe(true);
  });
});

test('the reference diagnoser brings causes of another folder along, as they are', async () => {
  const plain = await connectFolder('reference');
  const { name, argv, tar } = await connectFolder(`reference:${folder}`);
  expect(name).toBe(`reference:${folder}`);
  expect(argv).toEqual([...plain.argv, '--causes', 'causes']);
  const own = await connectFolder(folder);
  expect(await unpacked(tar)).toEqual([
    ...(await unpacked(plain.tar)),
    { name: 'causes/', mode: 0o755, content: '' },
    ...(await unpacked(own.tar)).map((entry) => ({ ...entry, name: `causes/${entry.name}` })),
  ]);
  await expect(connectDiagnoser('reference:/nonexistent')).rejects.toMatchObject({
    code: 'USAGE_NO_DIAGNOSER',
  });
});

test('a module is a file', async () => {
  const given = `module:${join(folder, 'lib/part.ts')}`;
  expect(await connectDiagnoser(given)).toEqual({
    kind: 'module',
    name: given,
    file: join(folder, 'lib/part.ts'),
  });
  await expect(connectDiagnoser(`module:${folder}`)).rejects.toMatchObject({
    code: 'USAGE_NO_DIAGNOSER',
    message: expect.stringContaining('is not a file'),
  });
});

test('an image is named as the engine names it', async () => {
  const given = 'image:registry.example:5000/mine:1.2';
  const image = 'registry.example:5000/mine:1.2';
  expect(await connectDiagnoser(given)).toEqual({ kind: 'image', name: given, image });
});
