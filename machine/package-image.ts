import { Readable } from 'node:stream';
import { debianBase } from './debian-base.ts';
import { hasImage } from './has-image.ts';
import { importImage } from './import-image.ts';
import { prepare } from './index.ts';
import { imageInputs } from './inputs.ts';
import { followProgress } from './progress.ts';

/**
 * Builds an image of Debian packages, and on top of it a build context whose Dockerfile begins with `FROM
 * <tag>-base`. An existing image of the packages is reused.
 */
export async function packageImage(
  tag: string,
  packages: readonly string[],
  context: Buffer,
  say: (line: string) => void,
): Promise<void> {
  const { docker } = await prepare(say);
  const base = `${tag}-base`;
  if (!(await hasImage(docker, base))) {
    say(`Making the image ${base} of Debian packages …`);
    // These packages may need files that the lab's image omits.
    const recipe = imageInputs().recipe.map((file) =>
      file.path === 'trim.sh' ? { ...file, content: Buffer.from('') } : file,
    );
    await importImage(docker, debianBase({ packages: [...packages], recipe }), base);
  }
  const settings = { t: tag, networkmode: 'none' };
  const stream = await docker.buildImage(Readable.from([context]), settings);
  await followProgress(docker, stream, `The image ${tag} could not be built`);
}
