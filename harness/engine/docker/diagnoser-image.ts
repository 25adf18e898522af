import { buffer } from 'node:stream/consumers';
import type Docker from 'dockerode';
import { pack } from 'tar-stream';
import { UsageError } from '../../errors.ts';
import type { ImageProgram } from '../engine.ts';

const wrong = (what: string, next: string, cause?: unknown): UsageError =>
  new UsageError({ code: 'USAGE_DIAGNOSER_IMAGE', what, next, cause });

/**
 * Reads the program of an image on this engine. Throws `UsageError` if the image is missing: images are never pulled.
 */
export async function programOf(docker: Docker, ref: string): Promise<ImageProgram> {
  const found = await docker
    .getImage(ref)
    .inspect()
    .catch((cause: unknown) => {
      if ((cause as { statusCode?: number }).statusCode !== 404) throw cause;
      const what = `image:${ref} is asked for, and the engine has no image ${ref}.`;
      throw wrong(what, `docker build -t ${ref} .  or  docker pull ${ref}`, cause);
    });
  const { Entrypoint, Cmd, WorkingDir, Env, User } = found.Config;
  const [entrypoint, command] = [[Entrypoint ?? []].flat(), Cmd ?? []];
  const env = (Env ?? []).map((line) => [line.split('=', 1)[0] ?? '', line.replace(/^[^=]*=/, '')]);
  const settings = {
    cwd: WorkingDir || '/',
    env: Object.fromEntries(env) as Record<string, string>,
  };
  const configuration = { entrypoint, command, ...settings, user: User };
  return { argv: [...entrypoint, ...command], ...settings, configuration };
}

/** As `programOf`, for an image that has a program to run, as a diagnoser must. */
export async function diagnoserOf(docker: Docker, ref: string): Promise<ImageProgram> {
  const program = await programOf(docker, ref);
  if (program.argv.length > 0) return program;
  const what = `The image ${ref} has neither ENTRYPOINT nor CMD, so there is nothing to run.`;
  throw wrong(what, 'write ENTRYPOINT ["/diagnose"] into its Dockerfile');
}

/** Copies the file system of an image into a folder of a running container. */
export async function copyImage(
  docker: Docker,
  ref: string,
  labels: Record<string, string>,
  into: Docker.Container,
  path: string,
): Promise<void> {
  // Never started: engines export an image's file system only through a container.
  const source = await docker.createContainer({ Image: ref, Cmd: ['-'], Labels: labels });
  try {
    await into.putArchive(await source.export(), { path });
    await into.putArchive(await mountPoints(), { path });
  } finally {
    await source.remove({ force: true });
  }
}

/** A tar archive of the mount points at which the client host's own files are mounted over the image's. */
function mountPoints(): Promise<Buffer> {
  const tar = pack();
  for (const name of ['proc', 'sys', 'dev', 'tmp', 'etc']) tar.entry({ name, type: 'directory' });
  for (const name of ['hosts', 'resolv.conf', 'hostname']) tar.entry({ name: `etc/${name}` }, '');
  tar.finalize();
  return buffer(tar);
}
