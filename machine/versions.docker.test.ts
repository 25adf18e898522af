import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { version } from '../harness/version.ts';
import { loadArchive } from './archive.ts';
import { temporaryFolder } from './fake-engine.fixture.ts';
import { imageLabel } from './has-image.ts';
import { imageContext } from './image-context.ts';
import { imageInputs, imageTags } from './inputs.ts';
import { prepare } from './index.ts';
import { removeOldImages } from './old-images.ts';
import { followProgress } from './progress.ts';

test('an image of another version stays, is told from ours, and is refused as an archive', async () => {
  const { docker, image } = await prepare(() => undefined);
  const { Config, Architecture } = await docker.getImage(image).inspect();
  expect(Config.Labels[imageLabel]).toBe(version);
  const other = `badconn/lab:0${process.pid}0ade`;
  const content = Buffer.from(`FROM ${image}\nENV OTHER=1\n`);
  const files = [{ path: 'Dockerfile', executable: false, content }];
  const labels = { [imageLabel]: '0.0.9' };
  const building = await docker.buildImage(imageContext(files), { t: other, labels });
  await followProgress(docker, building, other);
  try {
    const tags = imageTags(imageInputs(), Architecture);
    await removeOldImages(docker, tags);
    const { Config: its } = await docker.getImage(other).inspect();
    expect(its.Labels).toMatchObject(labels);
    using folder = temporaryFolder();
    const file = join(folder.path, 'image.tar');
    execFileSync('docker', ['save', '-o', file, other]);
    await expect(loadArchive(docker, tags, file)).rejects.toThrow(
      `${file} holds ${other} of badconn 0.0.9; this is badconn ${version}`,
    );
  } finally {
    await docker.getImage(other).remove();
  }
}, 180_000);
