import { Readable } from 'node:stream';
import Docker from 'dockerode';
import { expect, test } from 'vitest';
import { followProgress, imageError } from './progress.ts';

const docker = new Docker({ socketPath: '/nonexistent' });
const report = (...lines: object[]): Readable =>
  Readable.from(lines.map((line) => `${JSON.stringify(line)}\n`));

test('resolves to what a person would have seen', async () => {
  const lines = [{ stream: 'Step 1/2 : FROM x\n' }, { status: 'Loaded' }, { stream: '\n' }];
  await expect(followProgress(docker, report(...lines), 'It failed')).resolves.toEqual([
    'Step 1/2 : FROM x',
    'Loaded',
  ]);
});

test('an error in the report rejects, with the lines before it', async () => {
  const stream = report({ stream: 'Step 1/2\n' }, { error: 'returned a non-zero code: 9' });
  await expect(followProgress(docker, stream, 'It failed')).rejects.toMatchObject({
    code: 'MACHINE_IMAGE_FAILED',
    message: expect.stringMatching(/^It failed: returned a non-zero code: 9\n {2}Step 1\/2\n/),
  });
});

test('a full disk is said as such, whoever noticed it', async () => {
  const stream = report({ error: 'write /var/lib/docker/x: no space left on device' });
  const full = { code: 'MACHINE_DISK_FULL', shortMessage: expect.stringContaining('ENOSPC') };
  await expect(followProgress(docker, stream, 'It failed')).rejects.toMatchObject(full);
  const error = Object.assign(new Error('write'), { code: 'ENOSPC' });
  expect(imageError('It failed', error)).toMatchObject(full);
});

test('the engine speaks in its own words', () => {
  const error = new Error('(HTTP code 500) server error - dial tcp: connection refused ');
  expect(imageError('It failed', error).message).toMatch(
    /^It failed: dial tcp: connection refused\n/,
  );
});
