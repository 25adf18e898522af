import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { unpackSaved } from './from-archive.ts';

const root = mkdtempSync(join(tmpdir(), 'badconn-saved-'));
afterAll(() => rmSync(root, { recursive: true }));

/** Packs files, by path and content, as a tar archive. */
function packed(name: string, files: Readonly<Record<string, string>>): string {
  const from = join(root, `${name}.files`);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(from, path)), { recursive: true });
    writeFileSync(join(from, path), content);
  }
  const file = join(root, name);
  execFileSync('tar', ['-cf', file, '-C', from, '.']);
  return file;
}

const tag = 'badconn/lab:0123';
const lower = packed('lower.tar', { 'etc/kept': 'lower', 'etc/gone': '', 'old/a': '', 'x/y': '' });
const upper = packed('upper.tar', {
  'etc/kept': 'upper',
  ...{ 'etc/.wh.gone': '', 'old/.wh..wh..opq': '', 'old/b': '', '.wh.x': '' },
});
const file = packed('image.tar', {
  'manifest.json': JSON.stringify([
    { RepoTags: null, Layers: [] },
    { RepoTags: [tag], Layers: ['1/layer.tar', '2/layer.tar'] },
  ]),
  '1/layer.tar': readFileSync(lower, 'latin1'),
  '2/layer.tar': readFileSync(upper, 'latin1'),
});

const into = (name: string): string => {
  const folder = join(root, name);
  mkdirSync(folder);
  return folder;
};

test('the layers of an image are unpacked one upon the other, without what the upper ones delete', async () => {
  const folder = into('unpacked');
  await unpackSaved({ file, tag, beside: root }, folder);
  expect(readFileSync(join(folder, 'etc/kept'), 'utf8')).toBe('upper');
  const entries = readdirSync(folder, { recursive: true }).map(String);
  expect(entries.toSorted()).toEqual(['etc', 'etc/kept', 'old', 'old/b']);
  expect(readdirSync(root).filter((name) => name.startsWith('image-'))).toEqual([]);
});

test('an archive without the image is told with what it holds', async () => {
  const other = { file, tag: 'badconn/lab:4567', beside: root };
  await expect(unpackSaved(other, into('other'))).rejects.toMatchObject({
    code: 'MACHINE_WRONG_ARCHIVE',
    message: expect.stringContaining(tag),
  });
});
