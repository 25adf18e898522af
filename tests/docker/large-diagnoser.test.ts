import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { casesOf } from '../../harness/case/case.ts';
import { loadScenarios } from '../../harness/case/registry.ts';
import { select } from '../../harness/case/select.ts';
import { connectDiagnoser } from '../../harness/guest/connector.ts';
import { lanes, runCase } from './lanes.ts';

const pool = lanes(1);
const MiB = 1024 ** 2;
const program = `#!/bin/sh
echo "$(stat -c %s parts/model) bytes, begins with $(head -c 4 parts/model | od -An -tx1)" >&2
exit 127
`;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'badconn-large-'));
  await writeFile(join(folder, 'diagnose'), program);
  await mkdir(join(folder, 'parts'), { mode: 0o700 });
  await writeFile(join(folder, 'parts/model'), Buffer.alloc(200 * MiB, randomBytes(MiB)));
  // As a umask of 077 leaves them.
  await chmod(join(folder, 'diagnose'), 0o700);
  await chmod(join(folder, 'parts/model'), 0o600);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a folder of 200 MiB comes into the lab whole, and its diagnoser may read it', async () => {
  const diagnoser = await connectDiagnoser(folder);
  const [one] = select(await loadScenarios(), ['healthy/plain']).flatMap(casesOf);
  await pool.use(async (lane) => {
    const { diagnosed } = await runCase(lane, one!, diagnoser);
    const { stderr, exitCode } = diagnosed[0]!.conversation;
    expect({ stderr, exitCode }).toEqual({
      stderr: expect.stringMatching(/^209715200 bytes, begins with +([0-9a-f]{2} ?){4}\n$/),
      exitCode: 127,
    });
  });
});
