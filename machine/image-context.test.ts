import { buffer } from 'node:stream/consumers';
import { extract, type Header } from 'tar-stream';
import { expect, test } from 'vitest';
import { imageContext } from './image-context.ts';

const files = [
  { path: 'Dockerfile', executable: false, content: Buffer.from('FROM scratch\n') },
  { path: 'lab/run.js', executable: true, content: Buffer.from('') },
];

test('the context is a tar with the files, their rights and no time of its own', async () => {
  const found: Header[] = [];
  const reader = imageContext(files).pipe(extract());
  for await (const entry of reader) {
    found.push(entry.header);
    entry.resume();
  }
  expect(found.map(({ name, mode, size }) => ({ name, mode, size }))).toEqual([
    { name: 'Dockerfile', mode: 0o644, size: 13 },
    { name: 'lab/run.js', mode: 0o755, size: 0 },
  ]);
  expect(found.map(({ mtime }) => mtime?.getTime())).toEqual([0, 0]);
});

test('the same files make the same bytes', async () => {
  const [once, again] = await Promise.all([imageContext(files), imageContext(files)].map(buffer));
  expect(once?.equals(again ?? Buffer.alloc(0))).toBe(true);
});
