import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

test('git holds no binary file', async () => {
  const { stdout } = await execa('git', ['ls-files', '--eol'], { cwd: root });
  const files = stdout.split('\n');
  expect(files.length).toBeGreaterThan(1000);
  // git-ls-files(1): `-text` stands for content that git takes for binary.
  expect(files.filter((line) => line.startsWith('i/-text'))).toEqual([]);
});
