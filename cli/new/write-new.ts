import { skeletonLanguages, writeDiagnoser } from './diagnoser-skeleton.ts';
import { UsageError } from '../../harness/errors.ts';
import type { NewFlags } from '../new.ts';
import { writeSkeleton } from './skeleton.ts';
import { oneOf } from '../options.ts';

/** Writes what is asked for. Resolves to what to tell the person. Throws `UsageError`. */
export async function writeNew(
  what: string,
  folder?: string,
  { lang, scenarios }: NewFlags = {},
): Promise<string> {
  if (what !== 'diagnoser') {
    const stray = folder ?? (lang === undefined ? undefined : `--lang ${lang}`);
    if (stray !== undefined) {
      throw new UsageError({
        code: 'USAGE_NEW',
        what: `${stray} belongs to a new diagnoser; a scenario is written where its id says.`,
        next: `npx badconn new ${what}`,
      });
    }
    const file = await writeSkeleton(what, scenarios);
    const where = scenarios === undefined ? '' : ` --scenarios ${scenarios}`;
    return `${file}\nNext: fill it in, then npx badconn run ${what}${where}\n`;
  }
  if (scenarios !== undefined) {
    throw new UsageError({
      code: 'USAGE_NEW',
      what: '--scenarios belongs to a new scenario; a diagnoser is written into the folder that is given.',
      next: 'npx badconn new diagnoser --lang python ./mine',
    });
  }
  if (lang === undefined) {
    throw new UsageError({
      code: 'USAGE_NEW_LANGUAGE',
      what: `A new diagnoser needs --lang; allowed are ${skeletonLanguages.join(', ')}.`,
      next: 'npx badconn new diagnoser --lang python ./mine',
    });
  }
  const place = folder ?? './diagnoser';
  const file = await writeDiagnoser(oneOf('--lang', lang, skeletonLanguages), place);
  return [
    file,
    `Next: npx badconn smoke ${place}`,
    `      npx badconn run refused/not-listening --diagnoser cmd:${place}`,
    '',
  ].join('\n');
}
