import { skeletonLanguages, writeDiagnoser } from './diagnoser-skeleton.ts';
import { UsageError } from '../../harness/errors.ts';
import type { NewFlags } from '../new.ts';
import { writeSkeleton } from './skeleton.ts';
import { oneOf } from '../options.ts';

/** Writes the requested skeleton. Resolves to the text for the user. Throws `UsageError`. */
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
        what: `${stray} is for a new diagnoser; the path of a scenario follows from its id.`,
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
      what: '--scenarios is for a new scenario; a diagnoser is written to the folder argument.',
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
  const file = await writeDiagnoser(oneOf('new --lang', lang, skeletonLanguages), place);
  return [
    file,
    `Next: npx badconn smoke ${place}`,
    `      npx badconn run refused/not-listening --diagnoser cmd:${place}`,
    '',
  ].join('\n');
}
