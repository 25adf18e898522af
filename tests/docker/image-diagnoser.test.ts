import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type Docker from 'dockerode';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { imageContext } from '../../machine/image-context.ts';
import { prepare } from '../../machine/index.ts';
import { casesOf } from '../../harness/case/case.ts';
import { loadScenarios } from '../../harness/case/registry.ts';
import { connectDiagnoser } from '../../harness/guest/connector.ts';
import { phases } from '../../harness/events.ts';
import { CommandLine } from './command-line.ts';
import { lanes, runCase, type CaseSeen } from './lanes.ts';

/** Makes a root file system of a shell and a few tools, out of the lab's own image: no registry is asked. */
const small = String.raw`
mkdir -p /small/mine /small/etc/ssl/certs && cd /small && cp /opt/diagnose mine
for tool in sh cat sed tr ls head sleep setsid yes unshare chroot; do
  cp -L --parents "$(command -v $tool)" .
  ldd "$(command -v $tool)" | grep -o '/[^ ]*' | xargs cp -L --parents -t .
done
ln -s /usr/bin bin && chmod 4755 usr/bin/cat`;

const diagnose = String.raw`#!/bin/sh
case $1 in
hangs) setsid sleep 3600 & while :; do sleep 1; done ;;
floods) exec yes ;;
esac
id=$(sed -n 's/.*"id" *: *"\([^"]*\)".*/\1/p' | head -n 1)
{
  echo "in $PWD, with $SAYS, at home in $HOME"
  cat /proc/self/status | sed -n -E 's/^(Uid|CapEff|CapPrm|NoNewPrivs):[\t ]*/\1 /p'
  echo "files $(ls / | tr '\n' ' ')"
  echo "links $(sed -n -E 's/^ *([a-z0-9]+):.*/\1/p' /proc/net/dev | tr '\n' ' ')"
  cat /etc/hosts
  head -n 1 /etc/ssl/certs/*
  for file in /mine/new /etc/hosts /proc/self/oom_score_adj; do
    (echo 0 >"$file") 2>/dev/null && echo "wrote $file"
  done
  (echo 0 >/tmp/new) && echo 'wrote /tmp/new'
  for door in 'unshare --user' 'unshare --mount' 'chroot /'; do
    $door /bin/sh -c : 2>/dev/null && echo "opened $door"
  done
} 2>&1 | sed 's/^/| /' >&2
printf '{"protocol":1,"id":"%s","status":"healthy","candidates":[],"diagnoser":{"name":"a","version":"1"}}\n' "$id"
`;

const nameOf = (mode: string): string => `badconn-test/diagnoser-${process.pid}:${mode}`;
const modes = ['answers', 'hangs', 'floods'];
const pool = lanes(1);
const cases = (await loadScenarios()).flatMap(casesOf);
const [healthy, secure] = ['healthy/plain', 'healthy/certificate-of-a-private-ca'].map((id) =>
  cases.find((one) => one.id === id),
);
let docker: Docker;

async function smallRoot(image: string): Promise<Buffer> {
  const maker = await docker.createContainer({
    Image: image,
    Cmd: ['sh', '-ec', small],
    NetworkDisabled: true,
  });
  try {
    const file = { path: 'diagnose', executable: true, content: Buffer.from(diagnose) };
    await maker.putArchive(await buffer(imageContext([file])), { path: '/opt' });
    await maker.start();
    expect(await maker.wait()).toEqual({ Error: null, StatusCode: 0 });
    return await buffer(await maker.getArchive({ path: '/small/.' }));
  } finally {
    await maker.remove({ force: true });
  }
}

beforeAll(async () => {
  const prepared = await prepare((line) => process.stderr.write(`${line}\n`));
  docker = prepared.docker;
  const root = await smallRoot(prepared.image);
  for (const mode of modes) {
    const [repo, tag] = nameOf(mode).split(':');
    const changes = ['WORKDIR /mine', 'ENV SAYS="two words"', 'ENTRYPOINT ["./diagnose"]'];
    const options = { repo, tag, changes: [...changes, `CMD ["${mode}"]`] };
    await buffer(await docker.importImage(Readable.from([root]), options));
  }
});
afterAll(async () => {
  for (const mode of modes) await docker.getImage(nameOf(mode)).remove();
});

const judged = async (mode: string, deadlineMs?: number, one = healthy): Promise<CaseSeen> => {
  const diagnoser = await connectDiagnoser(`image:${nameOf(mode)}`);
  const seen = await pool.use((lane) => runCase(lane, one!, diagnoser, deadlineMs));
  expect(seen.phases, JSON.stringify(seen.phases)).toEqual(
    phases.map((phase) => ({ phase, ok: true })),
  );
  return seen;
};

test('an image runs in the client host, confined like a folder', async () => {
  const { diagnosed } = await judged('answers');
  for (const { verdict, conversation } of diagnosed) {
    expect(verdict.grade, conversation.stderr).toBe('exact');
    const said = conversation.stderr;
    expect(said).toContain('| in /mine, with two words, at home in /tmp\n');
    expect(said).toMatch(/^\| Uid (\d{5})\t\1\t\1\t\1$/m);
    expect(said).toMatch(/^\| CapPrm 0{16}$[^]*^\| CapEff 0{16}$[^]*^\| NoNewPrivs 1$/m);
    // Its own files and nothing of the lab's; the client's links and names.
    expect(said).toContain('| files bin dev etc lib lib64 mine proc sys tmp usr ');
    expect(said).toMatch(/^\| links .*eth0/m);
    expect(said).toContain('| 127.0.0.1 localhost\n');
    expect(said.match(/^\| (wrote|opened) .*$/gm)).toEqual(['| wrote /tmp/new']);
  }
});

test('an image has the authorities that the client trusts', async () => {
  const { diagnosed } = await judged('answers', undefined, secure);
  for (const { conversation } of diagnosed)
    expect(conversation.stderr).toContain('| -----BEGIN CERTIFICATE-----\n');
});

describe('what is contained in a folder is contained in an image', () => {
  test('one that never ends', async () => {
    const { diagnosed } = await judged('hangs', 1500);
    expect(diagnosed.map(({ verdict }) => verdict.grade)).toEqual(['timed-out', 'timed-out']);
    expect(diagnosed[0]?.conversation.leftProcesses).toBeGreaterThan(0);
  });

  test('one that floods', async () => {
    const { diagnosed } = await judged('floods');
    expect(diagnosed.map(({ verdict }) => verdict.grade)).toEqual(['bad-output', 'bad-output']);
  });
});

test('an image that the engine does not have is wrong use, before any lab is built', async () => {
  const argv = ['healthy/plain', '--diagnoser', 'image:badconn-test/nothing:1'];
  const { code, stdout, stderr } = await CommandLine.run(argv).ended;
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('the engine has no image badconn-test/nothing:1');
});
