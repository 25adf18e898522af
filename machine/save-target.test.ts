import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from './fake-engine.fixture.ts';
import { mayBeSaved } from './save-target.ts';

test('an image takes the place of a regular file only, and of one that is there only by force', async () => {
  using folder = temporaryFolder();
  const at = (name: string): string => join(folder.path, name);
  await writeFile(at('file'), 'mine');
  await symlink(at('file'), at('link'));
  await mkdir(at('folder'));
  const refused = async (path: string, force: boolean): Promise<string> =>
    mayBeSaved(path, force).then(
      () => 'no',
      (error: Error) => error.message.split('\n', 1)[0]?.replace(/.*, which (?:is )?/, '') ?? '',
    );
  expect(await refused(at('new'), false)).toBe('no');
  expect(await refused(at('file'), false)).toBe('exists already; it was not changed.');
  expect(await refused(at('file'), true)).toBe('no');
  for (const force of [false, true]) {
    expect(await refused(at('link'), force)).toMatch(/^a symbolic link;/);
    expect(await refused(at('folder'), force)).toMatch(/^a folder;/);
    expect(await refused('/dev/null', force)).toMatch(/^a device, a pipe or a socket;/);
  }
});
