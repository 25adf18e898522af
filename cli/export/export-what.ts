import { readdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { readRun } from '../../harness/documents/read-run.ts';
import { UsageError } from '../../harness/errors.ts';
import { stdout } from '../../harness/output.ts';
import { drawSeed, readSeed } from '../../harness/run/seed.ts';
import { vantages } from '../../vocabulary/index.ts';
import type { ExportFlags } from '../export.ts';
import { oneOf } from '../options.ts';
import { writeAll } from './export-file.ts';
import { evidenceFiles } from './evidence-files.ts';
import { harborFiles } from './harbor-files.ts';
import { evidenceOfRun, questionsOf, shippedEvidence } from './questions.ts';

const kinds = ['evidence', 'harbor'] as const;

const noSuchKind = (given: string): UsageError =>
  new UsageError({
    code: 'USAGE_EXPORT_KIND',
    what: `export takes what is to be written first, and ${given} is none; allowed are ${kinds.join(', ')}.`,
    next: 'npx badconn export evidence <folder>',
  });

/** Writes an export into a new folder. Resolves to the exit code. */
export async function exportWhat(
  given: string,
  folder: string,
  options: ExportFlags,
): Promise<number> {
  const what = kinds.find((kind) => kind === given);
  if (what === undefined) throw noSuchKind(given);
  const truths = options.truths ?? `${folder.replace(/\/+$/, '')}.truths.json`;
  await mustBeNew(folder);
  const seed = options.seed === undefined ? drawSeed() : readSeed('--seed', options.seed);
  const exported = questionsOf(await knownOf(options), seed);
  if (what === 'harbor') {
    await writeAll(folder, await harborFiles(exported));
    tell(
      { what, folder, tasks: exported.length },
      options,
      `harbor run -p ${folder} -a <agent> -m <model>`,
    );
    return 0;
  }
  await writeAll(folder, evidenceFiles(exported));
  const document = { protocol: 1, truths: exported.map(({ truth }) => truth) };
  await writeAll(dirname(truths), [
    { path: basename(truths), text: `${JSON.stringify(document)}\n` },
  ]);
  tell(
    { what, folder, questions: exported.length, truths },
    options,
    `answer them (${folder}/README.md), then  npx badconn grade <answers> --truths ${truths}`,
  );
  return 0;
}

/** Prints what was written where, and the next command. */
function tell(about: object, { json }: ExportFlags, next: string): void {
  if (json) return stdout.json(about);
  const said = Object.entries(about).map(([name, value]) => `${name}: ${String(value)}`);
  stdout.text(`${said.join('\n')}\nNext: ${next}\n`);
}

async function knownOf({ recorded, vantage }: ExportFlags) {
  const wanted = vantage === undefined ? vantages : [oneOf('export --vantage', vantage, vantages)];
  const known =
    recorded === undefined ? await shippedEvidence() : evidenceOfRun(await readRun(recorded));
  const chosen = known.filter((one) => wanted.includes(one.vantage));
  if (chosen.length > 0) return chosen;
  throw new UsageError({
    code: 'USAGE_NO_EVIDENCE',
    what: `${recorded ?? 'the shipped run'} holds no evidence of the reference diagnoser at ${wanted.join(', ')}.`,
    next: 'npx badconn run --out out, then  npx badconn export evidence <dir> --recorded out',
  });
}

async function mustBeNew(folder: string): Promise<void> {
  const inIt = await readdir(folder).catch(() => []);
  if (inIt.length === 0) return;
  throw new UsageError({
    code: 'USAGE_EXPORT',
    what: `${folder} is not empty; an export goes into a new folder.`,
    next: 'give another folder, or remove that one',
  });
}
