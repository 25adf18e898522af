import type Dockerode from 'dockerode';
import { version } from '../harness/version.ts';
import { hasImage, imageLabel } from './has-image.ts';
import { imageContext } from './image-context.ts';
import type { ImageFile } from './inputs.ts';
import { buildFailed } from './messages.ts';
import { followProgress, imageError } from './progress.ts';

interface Build {
  files: readonly ImageFile[];
  tag: string;
  /** Image that FROM names. */
  base: string;
  /** A stage of the Dockerfile; the last one if absent. */
  target?: string;
  /** `host` if Debian's packages must be reached. */
  network: 'host' | 'none';
}

// Predefined build arguments of Docker: visible to RUN, but not in the image's history.
function proxies(env = process.env): Record<string, string> {
  const names = ['http_proxy', 'https_proxy', 'no_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];
  return Object.fromEntries(
    names.flatMap((name) => (env[name] ? [[name, env[name]] as const] : [])),
  );
}

/** Builds with the classic builder, available in every engine since 20.10. */
export async function buildImage(
  docker: Dockerode,
  { files, tag, base, target, network }: Build,
  signal?: AbortSignal,
): Promise<void> {
  const what = `The image ${tag} could not be built`;
  let lines: string[] = [];
  try {
    const stream = await docker.buildImage(imageContext(files), {
      t: tag,
      buildargs: { BASE: base, ...proxies() },
      labels: { [imageLabel]: version },
      networkmode: network,
      forcerm: true,
      ...(target === undefined ? {} : { target }),
      ...(signal === undefined ? {} : { abortSignal: signal }),
    });
    lines = await followProgress(docker, stream, what);
  } catch (error) {
    signal?.throwIfAborted();
    throw imageError(what, error);
  }
  signal?.throwIfAborted();
  // A broken connection ends the report like a normal end.
  if (!(await hasImage(docker, tag))) throw buildFailed(`${what}.`, lines.slice(-20));
}
