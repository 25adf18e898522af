import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import type { Evidence } from '../diagnoser/index.ts';
import type { Recording } from '../diagnoser/recording.ts';
import { scrub } from '../diagnoser/scrub/scrub.ts';
import { cannotWrite } from '../harness/cannot-write.ts';
import { notOf, readDocument, type DocumentKind } from '../harness/documents/read-document.ts';
import { UsageError } from '../harness/errors.ts';
import { keptCaseSchema, vantages } from '../vocabulary/index.ts';

/** Writes a new file; removes it if it cannot be completed, so that it does not block the next attempt. */
async function writeNew(file: string, text: string): Promise<void> {
  await writeFile(file, '', { flag: 'wx' });
  try {
    await writeFile(file, text);
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}

const save = '--save';

/** Checks early that a new file can be written there and that none is overwritten. */
export async function mayBeSaved(file: string): Promise<void> {
  await writeNew(file, '').catch((cause: unknown) => {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cannotWrite(file, save, cause);
    throw new UsageError({
      code: 'USAGE_SAVE',
      what: `${save} is ${file}, which exists already; a saved case is not overwritten.`,
      next: 'give another file name, or remove that file',
      cause,
    });
  });
  await rm(file);
}

/** Writes evidence to a new file; without `whole`, identifiers of the machines are removed. */
export async function saveRecording(
  file: string,
  evidence: Evidence,
  whole: boolean,
): Promise<void> {
  const kept = whole ? evidence : scrub(evidence, randomBytes(16).toString('hex'));
  const recording: Recording = { truth: 'unknown', [evidence.vantage]: kept };
  await writeNew(file, `${JSON.stringify(recording, null, 2)}\n`).catch((cause: unknown) => {
    throw cannotWrite(file, save, cause);
  });
}

const keptCase: DocumentKind = {
  name: 'a kept case',
  schema: keptCaseSchema,
  code: 'USAGE_RECORDING',
  next: 'npx badconn diagnose URL --save case.json writes one',
};

export async function readRecording(file: string): Promise<Recording> {
  const recording = await readDocument<Recording>(file, keptCase);
  const kept = vantages.filter((vantage) => recording[vantage] !== undefined);
  if (kept.length === 0) throw notOf(file, keptCase, [`it has neither ${vantages.join(' nor ')}`]);
  const breaches = kept.flatMap((vantage) => {
    const own = recording[vantage]?.vantage;
    return own === vantage ? [] : [`/${vantage}/vantage is '${own}', and must be '${vantage}'`];
  });
  if (breaches.length > 0) throw notOf(file, keptCase, breaches);
  return recording;
}
