import { globSync, readFileSync } from 'node:fs';
import { random } from '../../harness/topology/random.ts';

const windowLines = 12;

/**
 * A part of the files as ranges of lines, `a.ts:13-24`: about `percent` of them, drawn from the seed.
 * Files are globs; those that begin with `!` are left out, as are files that have no line drawn.
 */
export function sampleOf(files: readonly string[], percent: number, seed: string): string[] {
  const draw = random(seed, 'mutants');
  const excluded = files.filter((one) => one.startsWith('!')).map((one) => one.slice(1));
  const found = files
    .filter((one) => !one.startsWith('!'))
    .flatMap((pattern) => globSync(pattern, { exclude: excluded }));
  const windows = [...new Set(found)].toSorted().flatMap((file) => {
    const count = readFileSync(file, 'utf8').split('\n').length;
    return [...Array(Math.ceil(count / windowLines)).keys()].map(
      (index) => `${file}:${index * windowLines + 1}-${(index + 1) * windowLines}`,
    );
  });
  return draw.shuffle(windows).slice(0, Math.max(1, Math.round((windows.length * percent) / 100)));
}
