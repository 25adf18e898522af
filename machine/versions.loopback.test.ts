import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Dockerode from 'dockerode';
import { expect, test } from 'vitest';
import { version } from '../harness/version.ts';
import { removeImages } from '../harness/engine/docker/sweep.ts';
import { loadArchive } from './archive.ts';
import { fakeImages, temporaryFolder, type FakeImage } from './fake-engine.fixture.ts';
import { removeOldImages } from './old-images.ts';

const day = 24 * 3600;
const tags = { base: 'badconn/base:bbbb', lab: 'badconn/lab:aaaa' };

const image = (name: string, by: string, ageSeconds = 2 * day, used = false): FakeImage => ({
  ...{ id: `sha256:${name}`, tags: [`badconn/lab:${name}`], by, ageSeconds, used },
});
const names = (images: readonly FakeImage[]): string[] => images.flatMap((one) => one.tags);

/** Works on an engine with the given images, and says which are left. */
async function on<T>(
  images: FakeImage[],
  work: (docker: Dockerode, file: string) => Promise<T>,
  archive: readonly FakeImage[] = [],
): Promise<T> {
  using folder = temporaryFolder();
  const socketPath = join(folder.path, 'engine.sock');
  await using _ = await fakeImages(socketPath, images, archive);
  const file = join(folder.path, 'image.tar');
  writeFileSync(file, '');
  // Awaited here: folder and engine go with this block.
  return await work(new Dockerode({ socketPath }), file);
}

test('building removes old images of this version, and of no other', async () => {
  const images = [
    image('aaaa', version),
    image('0001', version),
    image('0002', version, 3600),
    image('0003', version, 2 * day, true),
    image('0004', '0.0.1'),
    image('0005', '1'),
  ];
  await on(images, (docker) => removeOldImages(docker, tags));
  expect(names(images)).toEqual(
    ['aaaa', '0002', '0003', '0004', '0005'].map((name) => `badconn/lab:${name}`),
  );
});

test.each([
  [version, ['0002', '0003'], 1],
  ['0.0.1', ['0001', '0003'], 2],
  ['all', ['0003'], 0],
  ['9.9.9', ['0001', '0002', '0003'], 3],
])('clean --images of %s', async (wanted, left, others) => {
  const images = [
    image('0001', version),
    image('0002', '0.0.1'),
    image('0003', version, 2 * day, true),
  ];
  const result = await on(images, (docker) => removeImages(docker, wanted));
  expect(names(images)).toEqual(left.map((name) => `badconn/lab:${name}`));
  expect(result.others).toBe(others);
});

test.each([
  ['the image', [image('aaaa', version)], 'lab'],
  [
    'the base alone, of which the image can be built',
    [{ ...image('cccc', '0.0.9'), tags: ['badconn/lab:cccc', tags.base] }],
    'base',
  ],
])('an archive with %s is taken', async (_, archive, found) => {
  expect(await on([], (docker, file) => loadArchive(docker, tags, file), archive)).toBe(found);
});

test.each([
  ['of another version', [image('cccc', '0.0.9')], 'holds badconn/lab:cccc of badconn 0.0.9'],
  ['of an older one', [image('cccc', '1')], 'holds badconn/lab:cccc of an older badconn'],
  ['without an image of badconn', [], 'holds no image of badconn'],
])('an archive %s is an error that names both', async (_, archive, said) => {
  // What the engine has already does not make the file right.
  const images = [image('aaaa', version)];
  const loading = on(images, (docker, file) => loadArchive(docker, tags, file), archive);
  await expect(loading).rejects.toMatchObject({ code: 'MACHINE_WRONG_ARCHIVE', exitCode: 3 });
  const { message } = (await loading.catch((error: unknown) => error)) as Error;
  expect(message).toContain(`${said}; this is badconn ${version}, which needs ${tags.lab}.`);
});

test('what is no regular file is not loaded', async () => {
  const loading = on([], (docker) => loadArchive(docker, tags, '/dev/zero'));
  await expect(loading).rejects.toMatchObject({ code: 'USAGE_NO_SUCH_FILE', exitCode: 2 });
});
